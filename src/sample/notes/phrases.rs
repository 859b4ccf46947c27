//! What customer success managers write, as sentences with places to fill in: `{name}` and `{contact}` at the customer,
//! `{gone}` who was there before, `{product}`, `{seats}`, `{rival}`, `{uplift}`, `{n}` (a small number) and `{month}` (the one before).
//!
//! The words of the reason taxonomy stand in the sentences of their own reason and, as far as natural, nowhere else.

/// How an account that does well sounds between renewals.
pub(crate) const WELL: [&str; 18] = [
    "Quarterly review with {name}. Nothing burning; they want to talk about next year's depots in {month}.",
    "{contact} demoed the {product} board to the regional leads in person. I only had to mute my microphone.",
    "Good call. Dispatchers close work orders before lunch now, which {name} says used to take until evening.",
    "Short call, {n} people. They asked for the webinar dates and nothing else.",
    "{name} sent pictures from the new depot with {product} on the wall screen.",
    "Site visit. Crews use the tablets without being told; the shift lead showed me two tricks I did not know.",
    "Met the new night-shift coordinator, who learned {product} in an afternoon.",
    "Health is steady. {name} is happy to be a reference for the trade fair.",
    "{contact} pulled {n} more inspectors into the monthly check, unprompted.",
    "Annual planning: they open {n} more service areas next year and assume we come along.",
    "Talked through the last peak. They got through it with one dispatcher fewer on Sundays.",
    "Nice mail from {name}: overdue inspections are down by a third since {month}.",
    "{name} moved to a bigger role and stays our counterpart. Good for us.",
    "Walked the team through the new route view; {name} had already switched it on.",
    "Checked in after their audit. Passed, and the auditor asked for the export format.",
    "Boring call in the best sense. Next one in six weeks.",
    "{contact} wants to speak at our user day about how the crews took to {product}.",
    "They renamed half their regions; helped {name} tidy up the tree. Quick and friendly.",
];

/// How an account sounds that one worries about.
pub(crate) const WORRIED: [&str; 14] = [
    "{name} cancelled our review twice. Third date is set, not holding my breath.",
    "Short answers today. {contact} did not want to talk about next year.",
    "Half of the invited people came. Energy is low; I will go there in person.",
    "{name} asked for a list of everything they pay us for. No context given.",
    "They are quiet since {month}. Left a message, wrote to the deputy as well.",
    "Tense call. {name} said the depots are split about {product}.",
    "Health went the wrong way again. Raised it in our internal stand-up.",
    "{contact} reads my mails but does not answer them.",
    "They skipped the quarterly review; the invite still shows three tentative.",
    "Asked {name} straight whether they see themselves with us next year. Long pause.",
    "Not a good feeling about this one. The regional leads joke about {product} on the call.",
    "{name} wants the contract end date in writing. Sent it, and asked why.",
    "Their steering round on {product} now meets every second month instead of weekly.",
    "Came away with more questions than answers. Will try the other region's lead.",
];

/// A champion goes, before anybody knows what it will mean.
pub(crate) const CHAMPION_GOES: [&str; 14] = [
    "{contact} told me today that this is the last month: our champion is gone in two weeks. No name for who follows.",
    "Our champion resigned. {name} built the whole case for {product} there, so we start from zero with whoever comes.",
    "{name} has left the company. The deputy did not know that a renewal is due.",
    "Learned from a bounce message that {contact} departed. Nobody told us.",
    "New head of field operations starts next month; {name}, our champion, moves abroad.",
    "{contact} is out as of this week. The successor comes from a house where they did it all with spreadsheets.",
    "Goodbye coffee with {name}. Our champion for four years; the successor is not named.",
    "There is a new VP above the depots. First thing said on the call: every tool gets looked at again. {name} has departed.",
    "{name} resigned on Friday. I asked for an introduction to the successor before the last day.",
    "Our contact left the company between two calls. The account now has nobody who would fight for us.",
    "Read it on the internet first: {contact} starts at a hospital group next month. Our champion, gone without a handover.",
    "{name} called to say goodbye and wished us luck with the successor. It did not sound like a joke.",
    "Out-of-office since Monday, and today the switchboard says that {contact} departed. Champion seat is empty.",
    "{name} has been let go. The one who fought for {product} in every planning round, our champion, is not there any more.",
];

/// The play that was run, and how it went on the day.
pub(crate) const PLAYS: [(&str, [&str; 4]); 5] = [
    (
        "Executive alignment",
        [
            "Executive alignment done: our side flew in, their leadership sat through the full hour and asked real questions.",
            "Got both leaderships to one table. They want a shared page of goals for next year; I owe the draft.",
            "Alignment call between our executive and {contact}'s boss. Frank, and better than the weeks before.",
            "Leadership call happened. {name} says the tone in the house changed the next day.",
        ],
    ),
    (
        "Value review",
        [
            "Value review with {name}: went through {n} depots, line by line. Numbers are theirs, not ours, which helps.",
            "Did the value review. {contact} took the slides into the board pack.",
            "Value review held on site; the planners corrected two of our figures upwards.",
            "Walked {name} through the value review. Fair discussion, a few figures to redo.",
        ],
    ),
    (
        "Adoption sprint",
        [
            "Started the sprint: {n} depots, two weeks, one trainer. First day was full.",
            "Sprint is over; {n} of the depots finished every exercise, the others half.",
            "Sprint with the evening crews. Printed cards next to the tablets did more than my slides.",
            "Sprint kicked in: {name} put the weekly numbers on the canteen screen.",
        ],
    ),
    (
        "Early renewal offer",
        [
            "Sent the early offer. {name} likes to have it off the desk early.",
            "Early offer is with {contact}. They compare it with staying to the date.",
            "Talked through the early offer; {name} asks for a week to think.",
            "Early offer on the table, clean and simple. Let us see.",
        ],
    ),
    (
        "Onboarding refresh",
        [
            "Refresh session for {n} newcomers. Most of it was their own old set-up, which we cleaned out.",
            "Refresh day done, {name} recorded it for the other depots.",
            "Ran the refresh. The newcomers got further in two hours than the last group in a week.",
            "Refresh with the planners; we rebuilt two views together.",
        ],
    ),
];

/// Kept as it is.
pub(crate) const KEPT: [&str; 12] = [
    "Signed for another year. {name} wants the same again, no drama.",
    "Renewed. {contact} said the crews would have gone on strike otherwise. I think it was a joke.",
    "Order form came back countersigned while I was writing the reminder.",
    "Renewed on the first version of the quote. {name} thanked us for not making it an opera.",
    "Done for another year. They asked to keep the same review rhythm.",
    "Renewal closed with {name}. Next: the depot in the north, if their plans hold.",
    "Signature is in. {contact} added a smiley, which from a lawyer counts double.",
    "Renewed. The board page had one line on us: keep.",
    "Another year. {name} wants to show {product} to the sister company.",
    "Closed. They looked around for a week, as every year, and stayed.",
    "Renewed for all {seats} seats. {name} will send the new cost centre list.",
    "All signed. I promised a site day in the first month.",
];

/// Kept, and signed after the date.
pub(crate) const LATE: [&str; 6] = [
    "Signed at last. It lay on a desk for weeks because the one who signs was travelling.",
    "Came in late: two signatures needed, one of them on parental leave. Never in doubt, but nerve-racking.",
    "Late, and only because the order number was wrong twice. {name} apologised.",
    "Through after the date. Their fiscal year close ate everything else.",
    "Renewed late. {contact} had it approved a month ago and forgot to send it.",
    "Signature after the date. We kept the lights on in good faith, and {name} noticed.",
];

/// Kept and grown.
pub(crate) const GREW: [&str; 10] = [
    "Renewed and up to {seats} seats. The crews in the east wanted what the west has.",
    "They grew: {product} is rolled out to {n} more depots from next month.",
    "{name} signed for {seats} seats. Daily use in every region made the case for us.",
    "Bigger renewal than planned. {contact} says it saved them a dispatcher in each hub.",
    "Expansion with the renewal. Inspectors are power users by now; the planners followed.",
    "They hit their target for first-visit fixes and took more seats the same week.",
    "Renewed with more. It is embedded in the morning briefing of every depot.",
    "Up to {seats}. {name} used our figures as a case study inside the group.",
    "Signed, larger. The new service areas start on {product} from day one.",
    "{contact} proved the outcomes to the board before we could, and ordered more.",
];

/// The uplift was steep and nobody above the contact was ever in the conversation.
pub(crate) const SQUEEZED: [&str; 8] = [
    "{name} is angry about the {uplift} % uplift and had to hear of it from the invoice desk.",
    "Cut seats to make room for the increase: {uplift} % is more than they raise their own customers.",
    "They took the {uplift} % and gave back seats until the total fitted. No one of ours above me was on any call.",
    "Smaller renewal. The price increase of {uplift} % landed on {contact} with no warning from our leadership.",
    "{contact} renewed for fewer crews: the annual uplift ate what they wanted to grow with.",
    "We asked for {uplift} percent more and got fewer seats. {name} would have liked to argue with somebody who can decide.",
    "Renewed smaller. The uplift could not be defended from where {name} sits, and I had nobody to put beside me.",
    "After the {uplift} % uplift letter they counted who really works in {product}, and that was that.",
];

/// Kept, although a rival was in the house.
pub(crate) const RIVAL_SEEN: [&str; 6] = [
    "{rival} had two meetings there. {name} told me openly and asked what we would do about it.",
    "They are evaluating {rival} in one depot. We stayed, for now.",
    "{rival} showed up with an aggressive pitch in the region. {contact} used it to press us a little.",
    "Saw a {rival} mug on the desk. {name} laughed and said it was only a mug.",
    "Ran against {rival} in a small bake-off. The crews chose, and they chose what they know.",
    "{rival} is calling around in their trade group, {name} says. First time I hear that name from a customer.",
];

/// Not decided yet.
pub(crate) const AHEAD: [&str; 8] = [
    "Renewal is on {name}'s list for next month. Sent the quote for {seats} seats.",
    "First talk about the renewal. {contact} wants to see last year's figures before anything else.",
    "Quote is out. They ask for a session with the depots before they sign.",
    "{name} expects no surprises but needs the paper early, the board meets only once.",
    "Prepared the renewal file: contacts, figures, open points. Call is set for next week.",
    "Talked dates with {contact}. They will tell us their numbers by the end of the month.",
    "Waved at the renewal in today's call. {name} waved back.",
    "Renewal talk moved by two weeks at their wish; nothing behind it as far as I can see.",
];

/// What may follow any sentence.
pub(crate) const TAILS: [&str; 20] = [
    "Follow-up is in the calendar.",
    "Next call in two weeks.",
    "I keep an eye on it.",
    "Told the account team.",
    "More after my visit in the region.",
    "Summary went out the same day.",
    "{name} will write up their side.",
    "Two small to-dos for me, none for them.",
    "Recording is in the folder.",
    "Spoke for half an hour longer than planned.",
    "Thanks to the solution engineer who joined.",
    "Left it at that for today.",
    "Put it on the list for our Monday round.",
    "Kept it short because of their shift change.",
    "Let me know if anyone hears more.",
    "They have my mobile number now.",
    "Will check again next month.",
    "Not the first time I hear that.",
    "The deputy listened in.",
    "Sent the minutes to {contact}.",
];
