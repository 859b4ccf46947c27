//! The people of a list as it is typed or pasted, and what each does. Whether what stands behind a comma is somebody, a first name or what
//! somebody does is told by the shape of the whole list before it is told by its words.

use super::is_same_name;
use super::spelling::spelled;
use crate::domain::roster::Role;
use crate::domain::text;

/// Somebody of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Listed {
    /// First name first.
    pub name: String,
    /// What they do or where they belong, where that is written.
    pub of: Option<String>,
}

impl Listed {
    fn of(written: &str, of: Option<&str>) -> Self {
        let spelled = spelled(written);
        Self { name: spelled.name, of: of.map(|of| text::line(of.trim())).or(spelled.of) }
    }

    /// As it is read again: a role stays beside the name.
    pub(crate) fn written(&self) -> String {
        match &self.of {
            Some(of) if Role::named(of).is_some() => format!("{} ({of})", self.name),
            _ => self.name.clone(),
        }
    }
}

/// The role that each of them comes for; one that several have behind their names is where they work.
pub(crate) fn roles(people: &[Listed]) -> Vec<Option<Role>> {
    let named = |one: &Listed| one.of.as_deref().and_then(Role::named);
    let all: Vec<Option<Role>> = people.iter().map(named).collect();
    let is_alone = |role: &Role| all.iter().flatten().filter(|other| *other == role).count() == 1;
    all.iter().map(|role| role.filter(is_alone)).collect()
}

/// How the lines of a list use their commas.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `Ana Lopez, Deal Desk` on most lines.
    Functions,
    /// `Lopez, Ana` on each line.
    Turned,
    /// Between people.
    Between,
}

/// The people of a list: a line each, numbered or bulleted, or with commas, semicolons or `and` between them.
pub(crate) fn listed(written: &str) -> Vec<Listed> {
    // A semicolon parts people as the end of a line does.
    let lines = written.lines().flat_map(|line| line.split(';'));
    let lines: Vec<&str> = lines.map(without_bullet).filter(|line| !line.is_empty()).collect();
    let is_list = lines.len() > 1;
    let lines: Vec<&str> = lines.into_iter().filter(|line| !is_list || !is_heading(line)).collect();
    let form = form(&lines, is_list);
    // The lines without a comma are people by their whole names.
    let are_whole = lines.iter().any(|line| !line.contains(',') && spelled(line).name.contains(' '));
    let mut people: Vec<Listed> = Vec::new();
    for line in lines {
        if is_list && one_comma(line).is_some() && (form != Form::Between || are_whole && is_one(line)) {
            people.push(in_form(line, form));
        } else {
            take_parts(&mut people, line);
        }
    }
    people.retain(|one| !one.name.is_empty());
    people
}

/// What the commas of a list's lines are for, by the lines that have one.
fn form(lines: &[&str], is_list: bool) -> Form {
    let parted: Vec<(&str, &str)> = lines.iter().filter_map(|line| one_comma(line)).collect();
    let functions = parted.iter().filter(|(before, after)| is_function_of(before, after)).count();
    let is_repeated = |(at, (before, after)): (usize, &(&str, &str))| {
        is_whole(before) && parted[..at].iter().any(|(_, other)| is_same_name(other, after))
    };
    match () {
        () if !is_list || parted.len() * 2 <= lines.len() => Form::Between,
        () if functions > 0 || parted.iter().enumerate().any(is_repeated) => Form::Functions,
        () if parted.len() == lines.len() && parted.iter().any(|(before, _)| !is_whole(before)) => Form::Turned,
        () => Form::Between,
    }
}

fn one_comma(line: &str) -> Option<(&str, &str)> {
    line.split_once(',').filter(|(before, after)| !after.contains(',') && !before.trim().is_empty() && !after.trim().is_empty())
}

/// A line with one comma, in a list where the comma parts nobody from somebody else.
fn in_form(line: &str, form: Form) -> Listed {
    match one_comma(line) {
        // A single name stands before what it is the last name to, in whatever list.
        Some((before, after)) if form != Form::Turned && (is_whole(before) || is_function(after)) => Listed::of(before, Some(after)),
        _ => Listed::of(line, None),
    }
}

/// People with commas, `and` or `&` between them; what somebody does stands behind them and is nobody.
fn take_parts(people: &mut Vec<Listed>, line: &str) {
    let parts: Vec<&str> = line.split(',').flat_map(|part| if is_function(part) { vec![part] } else { joined(part) }).collect();
    let begun = people.len();
    let mut before = "";
    for part in parts {
        match people.last_mut().filter(|_| !before.is_empty()) {
            Some(last) if is_function_of(before, part) => last.of = Some(text::line(part.trim())),
            _ if is_function(part) => {}
            _ => {
                people.push(Listed::of(part, None));
                before = part;
            }
        }
    }
    // What may be somebody's work is somebody where nobody else is written.
    if people.len() == begun && !line.contains(',') {
        people.push(Listed::of(line, None));
    }
}

fn joined(part: &str) -> Vec<&str> {
    part.split(" and ").flat_map(|part| part.split(" & ")).collect()
}

/// More than one name.
fn is_whole(words: &str) -> bool {
    spelled(words).name.split_whitespace().filter(|word| !PARTICLES.contains(&word.to_lowercase().as_str())).count() > 1
}

/// What stands behind a name says what that person does: by its words, or since names begin with capitals where the one before it does.
fn is_function_of(before: &str, after: &str) -> bool {
    let begins = |words: &str| words.trim().chars().next();
    let is_small = |words: &str| {
        let first = words.split_whitespace().find(|word| !PARTICLES.contains(word));
        first.and_then(begins).is_some_and(char::is_lowercase)
    };
    is_function(after) || is_whole(before) && begins(before).is_some_and(char::is_uppercase) && is_small(after)
}

/// What a person does, or where: `CS Ops`, `VP Sales`, `Head of Finance`, `CSM`. A name has none of these words; where a last name is one
/// (`Ana Legal`), the first name beside it is not.
fn is_function(words: &str) -> bool {
    if Role::named(words).is_some() {
        return true;
    }
    let all: Vec<String> = words.split([' ', '/', '-', '&']).map(|word| text::fold(word.trim())).filter(|word| !word.is_empty()).collect();
    let is_short = |word: &str| (2..=4).contains(&word.len()) && word.chars().all(|c| c.is_ascii_uppercase());
    let is_one = |word: &String| FUNCTIONS.contains(&word.as_str());
    let shorts = words.split_whitespace().filter(|word| is_short(word)).count();
    let known = all.iter().filter(|word| is_one(word) || ["of", "the", "and", "for"].contains(&word.as_str())).count();
    !all.is_empty() && known + shorts >= all.len()
}

/// Words that functions are made of.
const FUNCTIONS: [&str; 44] = [
    "ops",
    "operations",
    "revops",
    "sales",
    "finance",
    "product",
    "marketing",
    "legal",
    "engineering",
    "support",
    "success",
    "customer",
    "customers",
    "account",
    "accounts",
    "renewal",
    "renewals",
    "revenue",
    "pricing",
    "data",
    "strategy",
    "partner",
    "partners",
    "director",
    "manager",
    "management",
    "lead",
    "leader",
    "leadership",
    "head",
    "chief",
    "officer",
    "vice",
    "president",
    "executive",
    "exec",
    "sponsor",
    "analyst",
    "specialist",
    "associate",
    "senior",
    "facilitator",
    "owner",
    "team",
];

/// `Participants (7)`, `Here:`
fn is_heading(line: &str) -> bool {
    let counts = line.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).is_some_and(|(_, number)| number.parse::<u32>().is_ok());
    counts || line.strip_suffix(':').is_some_and(|rest| !rest.contains(':'))
}

/// Among people by their whole names, a line with a comma is one person where single names stand on both sides of it, or where more than a
/// name stands before it. Else they may be two.
fn is_one(line: &str) -> bool {
    let Some((before, after)) = one_comma(line) else { return false };
    !is_whole(before) && !is_whole(after) || spelled(before).name != before.trim() || is_function_of(before, after)
}

/// Parts of a last name that are no name of their own.
const PARTICLES: [&str; 11] = ["jr", "jr.", "sr", "sr.", "ii", "iii", "de", "van", "von", "der", "da"];

/// `1. Ana`, `2) Tom`, `- Jo`, `• Bo`, `[x] Mia`, `@Ana`.
fn without_bullet(line: &str) -> &str {
    let line = line.trim().trim_start_matches("[ ]").trim_start_matches("[x]").trim_start_matches("[X]").trim_start();
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = (digits.len() < line.len()).then(|| digits.strip_prefix(['.', ')', ':'])).flatten();
    let bare = numbered.or_else(|| line.strip_prefix(['-', '*', '•', '–', '·', '▪', '◦', '‣', '✓', '☐', '☑'])).unwrap_or(line);
    bare.trim().trim_start_matches('@').trim_end_matches([',', ';']).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(written: &str) -> Vec<String> {
        listed(written).into_iter().map(|one| one.name).collect()
    }

    #[test]
    fn a_list_is_read_however_it_is_written() {
        let wanted = ["Ana Lopez", "Tom Weber", "Jo Kim"];
        for written in [
            "Ana Lopez\nTom Weber\nJo Kim",
            "1. Ana Lopez\n2. Tom Weber\n3. Jo Kim\n",
            "- Ana Lopez (Acme)\n• Tom Weber - CS\n* Jo Kim :wave:",
            "[ ] @Ana Lopez\n[x] @Tom Weber,\n☐ Jo Kim;",
            "Lopez, Ana\nWeber, Tom\nKim, Jo",
            "Lopez, Ana <ana@x.example>; Weber, Tom <tom@x.example>; Kim, Jo <jo@x.example>",
            "Ana Lopez, Tom Weber, Jo Kim",
            "1) Ana Lopez, Tom Weber\n2) Jo Kim",
            "Participants (3)\n1. Ana Lopez (Host) - Customer Success\n2. Weber, Tom – Finance\n3) Jo Kim (she/her), Product",
            "Here:\nAna Lopez\nTom Weber\nJo Kim",
            "Ana Lopez, Tom Weber and Jo Kim",
            "Ana Lopez, CS Ops\nTom Weber, Finance\nJo Kim, Head of Product",
            "Ana Lopez, CSM; Tom Weber, VP Sales; Jo Kim",
            "Ana Lopez, Renewal Director, Tom Weber, CS Ops Partner, Jo Kim, Product",
        ] {
            assert_eq!(names(written), wanted, "{written}");
        }
        assert_eq!(names("Jonas Feldkamp, CS Ops"), ["Jonas Feldkamp"]);
        assert!(names(" \n ").is_empty());
    }

    /// One line that is clear tells what the commas of all are for.
    #[test]
    fn the_form_of_most_lines_tells_what_stands_behind_a_comma() {
        for written in [
            "Ana Lopez, Deal Desk\nTom Weber, Finance\nJo Kim, Field Enablement",
            "Ana Lopez, Deal Desk\nTom Weber, Deal Desk\nJo Kim, Growth Studio",
            "Ana Lopez, deal desk\nTom Weber, Growth Studio\nJo Kim",
        ] {
            assert_eq!(names(written), ["Ana Lopez", "Tom Weber", "Jo Kim"], "{written}");
        }
        assert_eq!(names("Ana Lopez, Tom Weber\nJo Kim, Max Sommer"), ["Ana Lopez", "Tom Weber", "Jo Kim", "Max Sommer"]);
        assert_eq!(names("ana lopez, tom weber"), ["ana lopez", "tom weber"]);
        assert_eq!(names("Ana Lopez, Tom Weber; Jo Kim (Product)"), ["Ana Lopez", "Tom Weber", "Jo Kim"], "a semicolon ends a line");
        assert_eq!(names("Ana Lopez, Tom Weber; Jo Kim, Max Sommer"), ["Ana Lopez", "Tom Weber", "Jo Kim", "Max Sommer"]);
        assert_eq!(names("Ana, Tom, Jo"), ["Ana", "Tom", "Jo"]);
    }

    #[test]
    fn a_role_beside_a_name_is_that_persons() {
        let of = |written: &str| {
            let people = listed(written);
            let roles = roles(&people);
            people.iter().zip(roles).filter_map(|(one, role)| Some((one.name.clone(), role?.label()))).collect::<Vec<_>>()
        };
        for written in [
            "Adaeze Obiora, facilitator",
            "Adaeze Obiora (Facilitator)",
            "Adaeze Obiora - facilitator",
            "Adaeze Obiora – Facilitator, Tom Weber",
            "Adaeze Obiora, facilitator, Tom Weber",
            "Adaeze Obiora, facilitator\nTom Weber, Finance",
            "Obiora, Adaeze (facilitator); Weber, Tom",
        ] {
            assert_eq!(of(written), [("Adaeze Obiora".to_owned(), "Facilitator")], "{written}");
            let again: Vec<String> = listed(written).iter().map(Listed::written).collect();
            assert_eq!(listed(&again.join(", ")).len(), listed(written).len(), "{written}");
            assert_eq!(of(&again.join(", ")), of(written), "{written}");
        }
        assert_eq!(of("Ana Lopez, CS Ops\nTom Weber, CS Ops"), [], "where several work is no role");
        assert_eq!(of("Ana Lopez, CS Ops\nTom Weber, Finance"), [("Ana Lopez".to_owned(), "CS Ops Partner")]);
        assert_eq!(of("Ana Lopez (Renewals Director)"), [("Ana Lopez".to_owned(), "Renewal Director")]);
    }
}
