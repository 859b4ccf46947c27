//! Names of companies and people. All are made up; none is meant to be anybody.

use super::dice::Dice;

/// The company whose renewals these are.
pub const COMPANY: &str = "Lanternfield";

pub(crate) const PERSONAS: [&str; 5] =
    ["Head of Operations", "IT Director", "Finance Director", "Field Service Manager", "Chief Operating Officer"];
pub(crate) const EXEC_ROLES: [&str; 4] =
    ["Chief Customer Officer", "Chief Revenue Officer", "Chief Product Officer", "Chief Executive Officer"];

/// Customer success owners, by the segment they look after.
pub(crate) const ENTERPRISE_OWNERS: [&str; 5] = ["Mara Lindqvist", "Tomás Iriarte", "Adaeze Obiora", "Priya Raghunath", "Jonas Feldkamp"];
pub(crate) const GROWTH_OWNERS: [&str; 4] = ["Hana Moriyama", "Callum Drysdale", "Yasmin Haddou", "Mateus Cavalheiro"];
pub(crate) const SCALE_OWNERS: [&str; 3] = ["Lien Verstraete", "Kwame Asante-Boadi", "Noor El Khatib"];

/// Rivals that were always there.
pub(crate) const RIVALS: [&str; 3] = ["Kestrelane", "Ordinal Works", "Brightfold"];
/// The rival that appears in one geo in the last quarter only.
pub const NEW_RIVAL: &str = "Vellorio";

const FIRST_PARTS: [&str; 90] = [
    "Aldermoor",
    "Kaverin",
    "Sundhaven",
    "Okorowa",
    "Brackwater",
    "Talavero",
    "Nakaharu",
    "Vistulan",
    "Mbalento",
    "Corrindale",
    "Ostrava Nord",
    "Tamarisko",
    "Jadeport",
    "Wexhollow",
    "Quintero Sur",
    "Halvorsby",
    "Pellagrin",
    "Zambezia",
    "Thornquay",
    "Lakshmira",
    "Fjordane",
    "Caldermill",
    "Isarblick",
    "Rosmorran",
    "Tukanova",
    "Greystile",
    "Meridalia",
    "Bosporan",
    "Yarrowfen",
    "Kilimara",
    "Ashgrove Vale",
    "Sorrentia",
    "Danubrook",
    "Mikasato",
    "Ravenshaw",
    "Altiplana",
    "Norrvik",
    "Chandrapur",
    "Eastmarch",
    "Verdemonte",
    "Kormoran",
    "Silverbeck",
    "Atacamara",
    "Hinterland",
    "Palmetta",
    "Oxenford Hill",
    "Suryavale",
    "Winterbourne",
    "Cordovan",
    "Lemonnier",
    "Baltika Ost",
    "Shirogane",
    "Maplecross",
    "Ubuntara",
    "Stonehythe",
    "Valdoria",
    "Perunika",
    "Birchmere",
    "Maranova Este",
    "Tidewell",
    "Kashimoto",
    "Copperfell",
    "Andalen",
    "Oakhampton",
    "Zefirino",
    "Harrowgate",
    "Nilavan",
    "Westerlund",
    "Bellamora",
    "Skarvoy",
    "Indravati",
    "Foxcombe",
    "Patagona",
    "Grunewaldt",
    "Amberley",
    "Torvalla",
    "Sahelia",
    "Millbrae",
    "Juniper Reach",
    "Okanagon",
    "Castellane",
    "Hokusei",
    "Drumlanric",
    "Avonlea",
    "Rio Claro",
    "Marschland",
    "Keralane",
    "Bluecairn",
    "Tessaly",
    "Longacre",
];

/// Eight industries, each with five words that a company of it may end on.
const INDUSTRIES: [(&str, [&str; 5]); 8] = [
    ("Logistics", ["Freight", "Logistics", "Haulage", "Couriers", "Cold Chain"]),
    ("Utilities", ["Water", "Grid Services", "Energy Networks", "Heat", "Utilities"]),
    ("Manufacturing", ["Castings", "Precision", "Packaging", "Machine Works", "Components"]),
    ("Healthcare", ["Clinics", "Home Care", "Diagnostics", "Medical Supply", "Hospitals"]),
    ("Retail", ["Stores", "Markets", "Outfitters", "Grocers", "Home & Garden"]),
    ("Construction", ["Civil Works", "Builders", "Scaffolding", "Roofing", "Construction"]),
    ("Facilities", ["Facilities", "Lifts", "Cleaning Services", "Security", "Property Care"]),
    ("Telecoms", ["Fibre", "Towers", "Telecom", "Field Networks", "Cable Services"]),
];

const TOWNS: [&str; 24] = [
    "Osaka", "Leeds", "Porto", "Denver", "Pune", "Lyon", "Accra", "Turku", "Cusco", "Perth", "Gdansk", "Quebec", "Hanoi", "Bergen",
    "Tampa", "Graz", "Nairobi", "Bilbao", "Cebu", "Tucson", "Rennes", "Izmir", "Dunedin", "Recife",
];

const GIVEN: [&str; 48] = [
    "Amara",
    "Ingrid",
    "Rafael",
    "Sunita",
    "Darko",
    "Mei",
    "Oluwaseun",
    "Freya",
    "Hamid",
    "Lucía",
    "Tadeusz",
    "Naomi",
    "Viktor",
    "Chiara",
    "Kofi",
    "Saoirse",
    "Rajesh",
    "Elif",
    "Bruno",
    "Thandiwe",
    "Marek",
    "Yuki",
    "Camille",
    "Dmitar",
    "Fatima",
    "Gareth",
    "Isabela",
    "Jun",
    "Kirsten",
    "Leandro",
    "Maya",
    "Nils",
    "Orla",
    "Pavel",
    "Quynh",
    "Rosa",
    "Samir",
    "Tove",
    "Uma",
    "Wei",
    "Ximena",
    "Yannick",
    "Zainab",
    "Anton",
    "Beatriz",
    "Cormac",
    "Deepa",
    "Esther",
];

const FAMILY: [&str; 48] = [
    "Adeyinka",
    "Bergqvist",
    "Carvalho",
    "Dhillon",
    "Ekström",
    "Fontaine",
    "Grabowski",
    "Hoshino",
    "Ibarra",
    "Jansen",
    "Karimi",
    "Lefèvre",
    "Mbatha",
    "Novak",
    "O'Rourke",
    "Petrosyan",
    "Quispe",
    "Rosengren",
    "Sandoval",
    "Tanaka",
    "Uddin",
    "Vasquez",
    "Whitlock",
    "Xu",
    "Yıldız",
    "Zielinski",
    "Achebe",
    "Brandt",
    "Chaudhry",
    "Da Silva",
    "Eriksen",
    "Ferrante",
    "Gallagher",
    "Hartono",
    "Ivanova",
    "Jimenez",
    "Kowalczyk",
    "Lindholm",
    "Moreau",
    "Nguyen",
    "Okafor",
    "Pillai",
    "Rahman",
    "Schreiber",
    "Takahashi",
    "Urbina",
    "Vance",
    "Wanjiru",
];

/// The account with this number, from 0: its name, unlike any other's, and its industry.
pub(crate) fn company(number: u64) -> (String, &'static str) {
    let endings = INDUSTRIES.len() * 5;
    let pairs = (FIRST_PARTS.len() * endings) as u64;
    // 1103 shares no factor with the number of pairs: each pair comes once before any comes again.
    let pair = (number % pairs * 1103 % pairs) as usize;
    let (first, ending) = (FIRST_PARTS[pair % FIRST_PARTS.len()], pair / FIRST_PARTS.len());
    let (industry, words) = INDUSTRIES[ending / 5];
    let name = format!("{first} {}", words[ending % 5]);
    (distinguish(name, number / pairs), industry)
}

/// What tells companies of one name apart: the town, then a number.
fn distinguish(name: String, round: u64) -> String {
    let Some(round) = round.checked_sub(1) else { return name };
    let town = TOWNS[round as usize % TOWNS.len()];
    match round / TOWNS.len() as u64 {
        0 => format!("{name} {town}"),
        again => format!("{name} {town} {}", again + 1),
    }
}

/// Given and family name.
pub(crate) type Person = (&'static str, &'static str);

/// A person at a customer.
pub(crate) fn person(dice: &mut Dice) -> Person {
    (dice.pick(&GIVEN), dice.pick(&FAMILY))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_companies_share_a_name() {
        let names: HashSet<String> = (0..100_000).map(|number| company(number).0).collect();
        assert_eq!(names.len(), 100_000);
    }
}
