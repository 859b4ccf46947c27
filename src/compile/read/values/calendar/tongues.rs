//! The names of months and weekdays, a language each, as dates have them: in the case that follows a day as well as alone, and the short
//! forms that are not how a name begins. Accents and case do not matter.

/// A language's months, separated by commas and the forms of each by blanks, and its weekdays.
pub(super) struct Tongue {
    pub months: &'static str,
    pub weekdays: &'static str,
}

impl Tongue {
    /// Each form of a month's name with its number, 1–12.
    pub(super) fn months(&self) -> impl Iterator<Item = (u32, &'static str)> {
        (1..).zip(self.months.split(", ")).flat_map(|(month, forms)| forms.split(' ').map(move |form| (month, form)))
    }
}

/// Croatian is none of them: its `listopada` is October, and November to its neighbours.
pub(super) const TONGUES: [Tongue; 28] = [
    Tongue {
        months: "january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, september sep, \
            october oct, november nov, december dec",
        weekdays: "monday tuesday wednesday thursday friday saturday sunday",
    },
    Tongue {
        months: "januar jänner, februar feber, märz maerz, april, mai, juni, juli, august, september, oktober, november, \
            dezember",
        weekdays: "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag",
    },
    Tongue {
        months: "janvier, février, mars, avril, mai, juin, juillet, août, septembre, octobre, novembre, décembre",
        weekdays: "lundi mardi mercredi jeudi vendredi samedi dimanche",
    },
    Tongue {
        months: "enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre setiembre, octubre, noviembre, \
            diciembre",
        weekdays: "lunes martes miércoles jueves viernes sábado domingo",
    },
    Tongue {
        months: "janeiro, fevereiro, março, abril, maio, junho, julho, agosto, setembro, outubro, novembro, dezembro",
        weekdays: "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    },
    Tongue {
        months: "gennaio, febbraio, marzo, aprile, maggio, giugno, luglio, agosto, settembre, ottobre, novembre, dicembre",
        weekdays: "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    },
    Tongue {
        months: "januari, februari, maart mrt, april, mei, juni, juli, augustus, september, oktober, november, december",
        weekdays: "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    },
    // Catalan
    Tongue {
        months: "gener, febrer, març, abril, maig, juny, juliol, agost, setembre, octubre, novembre, desembre",
        weekdays: "dilluns dimarts dimecres dijous divendres dissabte diumenge",
    },
    // Swedish
    Tongue {
        months: "januari, februari, mars, april, maj, juni, juli, augusti, september, oktober, november, december",
        weekdays: "måndag tisdag onsdag torsdag fredag lördag söndag",
    },
    // Danish
    Tongue {
        months: "januar, februar, marts, april, maj, juni, juli, august, september, oktober, november, december",
        weekdays: "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    },
    // Norwegian
    Tongue {
        months: "januar, februar, mars, april, mai, juni, juli, august, september, oktober, november, desember",
        weekdays: "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    },
    // Icelandic
    Tongue {
        months: "janúar, febrúar, mars, apríl, maí, júní, júlí, ágúst, september, október, nóvember, desember",
        weekdays: "mánudagur þriðjudagur miðvikudagur fimmtudagur föstudagur laugardagur sunnudagur",
    },
    // Finnish
    Tongue {
        months: "tammikuuta tammikuu, helmikuuta helmikuu, maaliskuuta maaliskuu, huhtikuuta huhtikuu, toukokuuta toukokuu, \
            kesäkuuta kesäkuu, heinäkuuta heinäkuu, elokuuta elokuu, syyskuuta syyskuu, lokakuuta lokakuu, marraskuuta \
            marraskuu, joulukuuta joulukuu",
        weekdays: "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai",
    },
    // Estonian
    Tongue {
        months: "jaanuar, veebruar, märts, aprill, mai, juuni, juuli, august, september, oktoober, november, detsember",
        weekdays: "esmaspäev teisipäev kolmapäev neljapäev reede laupäev pühapäev",
    },
    // Latvian
    Tongue {
        months: "janvāris janvārī, februāris februārī, marts martā, aprīlis aprīlī, maijs maijā, jūnijs jūnijā, jūlijs \
            jūlijā, augusts augustā, septembris septembrī, oktobris oktobrī, novembris novembrī, decembris decembrī",
        weekdays: "pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena svētdiena",
    },
    // Lithuanian
    Tongue {
        months: "sausis sausio, vasaris vasario, kovas kovo, balandis balandžio, gegužė gegužės, birželis birželio, liepa \
            liepos, rugpjūtis rugpjūčio, rugsėjis rugsėjo, spalis spalio, lapkritis lapkričio, gruodis gruodžio",
        weekdays: "pirmadienis antradienis trečiadienis ketvirtadienis penktadienis šeštadienis sekmadienis",
    },
    // Polish
    Tongue {
        months: "styczeń stycznia, luty lutego, marzec marca, kwiecień kwietnia, maj maja, czerwiec czerwca, lipiec lipca, \
            sierpień sierpnia, wrzesień września, październik października, listopad listopada, grudzień grudnia",
        weekdays: "poniedziałek wtorek środa czwartek piątek sobota niedziela",
    },
    // Czech
    Tongue {
        months: "leden ledna, únor února, březen března, duben dubna, květen května, červen června čvn, červenec července \
            čvc, srpen srpna, září, říjen října, listopad listopadu, prosinec prosince",
        weekdays: "pondělí úterý středa čtvrtek pátek sobota neděle",
    },
    // Slovak
    Tongue {
        months: "január januára, február februára, marec marca, apríl apríla, máj mája, jún júna, júl júla, august augusta, \
            september septembra, október októbra, november novembra, december decembra",
        weekdays: "pondelok utorok streda štvrtok piatok sobota nedeľa",
    },
    // Slovene
    Tongue {
        months: "januar januarja, februar februarja, marec marca, april aprila, maj maja, junij junija, julij julija, avgust \
            avgusta, september septembra, oktober oktobra, november novembra, december decembra",
        weekdays: "ponedeljek torek sreda četrtek petek sobota nedelja",
    },
    // Hungarian
    Tongue {
        months: "január, február, március, április, május, június, július, augusztus, szeptember, október, november, \
            december",
        weekdays: "hétfő kedd szerda csütörtök péntek szombat vasárnap",
    },
    // Romanian
    Tongue {
        months: "ianuarie, februarie, martie, aprilie, mai, iunie, iulie, august, septembrie, octombrie, noiembrie, \
            decembrie",
        weekdays: "luni marți miercuri joi vineri sâmbătă duminică",
    },
    // Turkish
    Tongue {
        months: "ocak, şubat, mart, nisan, mayıs, haziran, temmuz, ağustos, eylül, ekim, kasım, aralık",
        weekdays: "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    },
    // Indonesian
    Tongue {
        months: "januari, februari, maret, april, mei, juni, juli, agustus, september, oktober, november, desember",
        weekdays: "senin selasa rabu kamis jumat sabtu minggu",
    },
    // Greek
    Tongue {
        months: "ιανουάριος ιανουαρίου, φεβρουάριος φεβρουαρίου, μάρτιος μαρτίου, απρίλιος απριλίου, μάιος μαΐου, ιούνιος \
            ιουνίου, ιούλιος ιουλίου, αύγουστος αυγούστου, σεπτέμβριος σεπτεμβρίου, οκτώβριος οκτωβρίου, νοέμβριος \
            νοεμβρίου, δεκέμβριος δεκεμβρίου",
        weekdays: "δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή",
    },
    // Russian
    Tongue {
        months: "январь января, февраль февраля, март марта, апрель апреля, май мая, июнь июня, июль июля, август августа, \
            сентябрь сентября, октябрь октября, ноябрь ноября, декабрь декабря",
        weekdays: "понедельник вторник среда четверг пятница суббота воскресенье",
    },
    // Ukrainian
    Tongue {
        months: "січень січня, лютий лютого, березень березня, квітень квітня, травень травня, червень червня, липень липня, \
            серпень серпня, вересень вересня, жовтень жовтня, листопад листопада, грудень грудня",
        weekdays: "понеділок вівторок середа четвер пятниця субота неділя",
    },
    // Bulgarian
    Tongue {
        months: "януари, февруари, март, април, май, юни, юли, август, септември, октомври, ноември, декември",
        weekdays: "понеделник вторник сряда четвъртък петък събота неделя",
    },
];

/// Words around the parts of a date that name none of them: `5 de mayo de 2026`, `den 5 maj`, `5 maja 2026 r.`, `2026 m. gegužės 5 d.`
pub(super) const AROUND: [&str; 14] = ["de", "del", "di", "of", "the", "den", "d", "r", "roku", "г", "года", "р", "року", "m"];
