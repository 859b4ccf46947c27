//! What a dialect spells in its own way: one table of words each, in a file of its name. A word that takes something has the place
//! for it in braces: `datediff({later}, {earlier})`.

/// How the name of a column or a relation is quoted.
#[derive(Clone, Copy, Debug)]
pub(super) enum NameQuotes {
    /// The mark stands twice where it is part of the name.
    Twice(char),
    /// A backslash stands before it.
    Backslash(char),
}

/// How text is quoted, always between single quotes.
#[derive(Clone, Copy, Debug)]
pub(super) enum TextQuotes {
    /// A quote stands twice; nothing else is special.
    Twice,
    /// So it is, and a backslash, too.
    TwiceAndBackslash,
    /// A backslash stands before both, and a new line is `\\n`.
    Backslash,
}

/// How a float is told from text that looks like one.
#[derive(Clone, Copy, Debug)]
pub(super) enum FloatsBy {
    /// A function names the type; these are the floats.
    Type { of: &'static str, floats: &'static str },
    /// By its looks alone.
    Looks,
}

/// The words of a dialect.
#[derive(Debug)]
pub(super) struct Words {
    /// The name in the configuration and on the command line.
    pub key: &'static str,
    pub names: NameQuotes,
    /// What was created without quotes is kept in capitals.
    pub keeps_capitals: bool,
    pub texts: TextQuotes,
    /// Files are relations: `exports/renewals.parquet`.
    pub reads_files: bool,
    /// The client's rows are JSON objects, one a line: it writes neither quotes nor escapes of its own.
    pub answers_in_json: bool,
    /// The type of short text, and of what people wrote.
    pub text: &'static str,
    pub prose: &'static str,
    /// A truth value can be cast to text.
    pub casts_flags: bool,
    /// The types of money, of whole numbers up to 18 digits, of days, and of as many digits as there may be.
    pub money: &'static str,
    pub whole: &'static str,
    pub days: &'static str,
    pub digits: &'static str,
    pub floats: FloatsBy,
    /// A float, `{column}` or its `{text}`, as a number that is printed in plain digits.
    pub plain_number: &'static str,
    /// Whether the whole of `{text}` matches `{pattern}`, which is anchored.
    pub matches: &'static str,
    /// `{text}` as `{kind}`; nothing where it cannot be, if the dialect has such a cast.
    pub try_cast: &'static str,
    pub days_between: &'static str,
    pub plus_days: &'static str,
    /// The first day of the month that holds `{day}`.
    pub month_start: &'static str,
    /// The part of `{text}` at `{place}`, from 1, or `{index}`, from 0, between marks.
    pub part: &'static str,
    /// Behind a query whose columns are computed once for each row, however often they are used.
    pub fence: &'static str,
}

/// As most of them say it. A dialect names what it says otherwise.
pub(super) const STANDARD: Words = Words {
    key: "",
    names: NameQuotes::Twice('"'),
    keeps_capitals: false,
    texts: TextQuotes::Twice,
    reads_files: false,
    answers_in_json: false,
    text: "VARCHAR",
    prose: "VARCHAR",
    casts_flags: true,
    money: "DECIMAL(18, 2)",
    whole: "BIGINT",
    days: "INTEGER",
    digits: "DECIMAL(18, 0)",
    floats: FloatsBy::Looks,
    plain_number: "CAST(TRY_CAST({text} AS DOUBLE) AS DECIMAL(38, 6))",
    matches: "REGEXP_LIKE({text}, {pattern})",
    try_cast: "TRY_CAST({text} AS {kind})",
    days_between: "({later} - {earlier})",
    plus_days: "({day} + {days})",
    month_start: "CAST(DATE_TRUNC('month', {day}) AS DATE)",
    part: "SPLIT_PART({text}, '{mark}', {place})",
    fence: "",
};

/// A template with its places filled.
pub(super) fn filled(template: &str, parts: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + parts.iter().map(|(_, part)| part.len()).sum::<usize>());
    let mut pieces = template.split('{');
    out.extend(pieces.next());
    for piece in pieces {
        let (name, rest) = piece.split_once('}').unwrap_or(("", piece));
        out.extend(parts.iter().find(|(of, _)| *of == name).map(|(_, part)| *part));
        out.push_str(rest);
    }
    out
}
