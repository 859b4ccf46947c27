//! What is written of losses and of trouble, by reason: how it sounds before, and how it ends.
//! Placeholders are those of the other phrases.

/// The voice of one reason.
pub(crate) struct Voice {
    pub reason: &'static str,
    pub before: &'static [&'static str],
    pub after: &'static [&'static str],
}

const fn voice(reason: &'static str, before: &'static [&'static str], after: &'static [&'static str]) -> Voice {
    Voice { reason, before, after }
}

pub(crate) const VOICES: [Voice; 14] = [
    voice(
        "relationship.champion-left",
        &[
            "With {gone} gone nobody there can say why they bought {product}. We lost our champion and the thread.",
            "First call with the successor. Polite, no history with us, and wants to see everything from scratch.",
            "The successor has not answered in three weeks. Our champion would have picked up the phone.",
        ],
        &[
            "Lost. Our champion departed and the successor brought a way of working from the old job. We never got a second friend in the house.",
            "They let it lapse. {gone} left the company, and nobody who stayed had been part of the decision for {product}.",
            "Not renewed: with the champion gone there was no one to carry the paper upstairs. We knew one person, and that was one too few.",
            "The new head of operations decided in a week. Our contact had resigned, and we met the successor too late.",
            "Lost after {gone} resigned. The successor told me honestly that the decision was made before our first call.",
            "They are out. One champion, one departure, no plan B on our side. The new VP had never seen {product} run.",
        ],
    ),
    voice(
        "value.low-adoption",
        &[
            "Logins are thin again. {name} says the crews went back to paper after the summer.",
            "Half of the {seats} licences sit idle. {name} asked what adoption looks like elsewhere.",
            "The rollout stalled after the second depot, and nobody owns it since.",
        ],
        &[
            "They go. The crews stopped using {product} in spring, and there was no adoption left to defend.",
            "Lost. Most of it was unused seats; nobody logs in outside head office.",
            "{contact} was honest with us: it was never rolled out beyond the pilot region, so there is nothing to keep.",
            "Not renewed. Usage dropped to a handful of planners, the rest sat idle, and {name} could not argue with the chart.",
            "We lost them to the clipboard. The rollout stalled a year ago and adoption never came back.",
        ],
    ),
    voice(
        "value.no-roi",
        &[
            "{name} must write a business case for us and does not know where to start.",
            "They ask for the payback of {product} in months. We have no figure that is theirs.",
        ],
        &[
            "Lost. We could not show a return on the licence that their controller would sign.",
            "{contact} closed it: no ROI on paper, no renewal. The business case we promised in {month} was never finished.",
            "They leave without a quarrel. Nobody could prove value in numbers, only in stories.",
            "Gone. Payback after four years, says their sheet; ours was never accepted.",
        ],
    ),
    voice(
        "value.use-case-ended",
        &["{name} mentions that the meter programme, which they bought us for, runs out this year."],
        &[
            "They no longer need us: the meter project ended, and the crews were contractors.",
            "Programme closed, seats closed. {contact} was sorry about it.",
            "The use case is gone; they wound down the project in {month}. We parted as friends.",
        ],
    ),
    voice(
        "product.missing-feature",
        &[
            "{name} asked again about offline signatures. It is the third time, and still not on the roadmap.",
            "They list what they find missing: crew swaps, offline signatures, two-step approval.",
            "{contact} wants a date for multi-depot planning. I had none to give; the gap hurts them weekly.",
        ],
        &[
            "Lost. Multi-depot planning was missing a year ago and is missing now; the roadmap did not convince them.",
            "They leave over one feature: offline signatures. {name} requested it in writing twice.",
            "{product} does not support their two-step approval, and {contact} would not go through another audit without it.",
            "Not renewed. The gap in crew swaps meant a second tool, and the second tool could do what we could not do.",
        ],
    ),
    voice(
        "product.reliability",
        &[
            "Another incident on a Monday morning. {name} had forty crews standing in the yard.",
            "The app was unstable through {month}; {contact} keeps a list with times.",
        ],
        &[
            "Lost. Three times downtime in the peak, and {name} had promised the board it would be the last.",
            "They are out after the {month} outage. The crash cost them a contract penalty, they say.",
            "Not renewed: slow on the tablets, unstable in the mornings, and a bug that came back twice.",
        ],
    ),
    voice(
        "product.integration",
        &[
            "The connector to their work-order system fails every other night. {name} loads files by hand.",
            "They need a data feed into the warehouse, not an export that somebody must click.",
        ],
        &[
            "Lost. The sync with their ERP never ran a full week, and double entry wore the planners out.",
            "{contact} gave up on the integration. Without the connector {product} was an island.",
            "They leave because the API could not carry their order volume. We knew since {month}.",
            "Not renewed: no data feed into their planning, and the integration project was put off again.",
        ],
    ),
    voice(
        "pricing.uplift",
        &[
            "{name} forwarded our letter with the {uplift} % uplift underlined twice.",
            "They will not take an increase of {uplift} %. Asked me who can talk about it; I had no one to offer.",
        ],
        &[
            "Lost over the {uplift} % uplift. {contact} asked to speak to somebody who decides, and nobody called.",
            "They walked. The price increase came by mail, the answer too.",
            "Gone. We raised the price by {uplift} % in a year in which they raised theirs by two.",
            "Not renewed. {uplift} percent more for the same was one letter too many, wrote {name}.",
        ],
    ),
    voice(
        "pricing.budget",
        &[
            "{name} got the memo: spending freeze until the end of the year, every subscription on the list.",
            "Their budget for next year is a third smaller. {contact} does not know yet what goes.",
        ],
        &[
            "Lost to the budget. {name} fought for it and got a freeze instead.",
            "They cut costs across the board and we were a line on the board. Nothing personal, said {contact}.",
            "Not renewed: too expensive for what is left of the budget. They try it with something cheaper and a lot of goodwill.",
            "The cost cutting round took us out. {contact} would come back if the numbers do.",
            "Gone. Their controller needed savings by {month}, and subscriptions were quick to find.",
        ],
    ),
    voice(
        "competition.switch",
        &[
            "{name} let slip that they are evaluating {rival}. Demo is next week.",
            "{rival} is in the house. {contact} says it is only a look; the calendar says four meetings.",
            "They run a bake-off between us and {rival} in two depots.",
        ],
        &[
            "Lost: they moved to {rival}. {name} says it was the demo for the crews, not the price.",
            "They switched to {rival}. The contract was signed before we were told.",
            "Replaced by {rival}. We came second in the bake-off and heard of it last.",
            "{rival} has them now. A rival that was in every depot while we were on video.",
        ],
    ),
    voice(
        "competition.consolidation",
        &[
            "{name} mentions a group project: fewer tools by the end of the year.",
            "Group IT wants one vendor for everything that moves. {product} is on the list to go.",
        ],
        &[
            "Lost to consolidation: the group standardises on one suite, and {product} is not in it.",
            "One vendor for all of it, says group IT. {name} had no vote.",
            "They go with the suite that came with their other licences. Fewer tools was the only argument, and it was enough.",
        ],
    ),
    voice(
        "relationship.support",
        &[
            "{name} has two tickets unanswered for over a week and copied in half the floor.",
            "Escalated for the third time. {contact} counts our response time in working days.",
        ],
        &[
            "Lost. {name} kept a folder of tickets that went unanswered, and read from it on the last call.",
            "They leave over support: weeks of waiting, every escalation started from zero.",
            "Not renewed. The response time in {month} was the end of their patience; I could not argue.",
        ],
    ),
    voice(
        "relationship.onboarding",
        &["Go-live moved again. {name} asks whether we ever finish an implementation in the plan we sell."],
        &[
            "Lost. The implementation took ten months of a twelve-month contract; go-live was a formality.",
            "They never got over the onboarding. Kick-off in winter, first crew live in autumn, trust gone by then.",
            "Not renewed: time to value was longer than the contract, in the words of {contact}.",
        ],
    ),
    voice(
        "company.acquired",
        &[
            "There is talk that they are being acquired. {name} is not allowed to say more.",
            "The merger is public. {contact} expects that the parent company brings its own systems.",
        ],
        &[
            "Lost: acquired in {month}, and the parent company runs its own dispatch.",
            "The acquisition went through and every contract is being ended, ours with it. {name} was as surprised as we were.",
            "They merged. The other side's tools won, all of them, without a look at ours.",
            "Their parent company shut the office and moved the crews. Acquired and gone within a quarter.",
        ],
    ),
];

/// Trouble that has no voice of its own elsewhere.
pub(crate) const RESTRUCTURING: Voice = voice(
    "company.restructuring",
    &["{name} says that a reorganisation is coming, and that headcount in the field is the topic."],
    &[
        "Lost in the restructuring: {name}'s team was dissolved and the depots are being merged into two.",
        "Layoffs in the field, half of the headcount. The seats went with the people.",
        "They are restructuring for the second time this year; {contact} handed in the keys to {product} with the office.",
    ],
);

/// Kept with less than before, by reason.
const SMALLER: [(&str, [&str; 3]); 5] = [
    (
        "pricing.budget",
        [
            "Renewed for fewer crews. The budget is what it is, {name} says, and we were not the only ones.",
            "Smaller by a good part: finance capped the budget and {contact} chose which depots stay.",
            "Kept, cut to {seats} seats. The freeze on spending left no room for the rest.",
        ],
    ),
    (
        "value.low-adoption",
        [
            "They gave back the unused seats and keep {seats}. Fair, the logins were never there.",
            "Renewed smaller. Adoption in the south never happened, and {name} stopped paying for hope.",
            "Down to {seats} seats, the ones that are not idle. {contact} wants to grow again once the crews follow.",
        ],
    ),
    (
        "company.restructuring",
        [
            "Headcount in the field went down, so the seats did too: {seats} now.",
            "Renewed for what is left after the reorganisation. {name} has a smaller team and the same goodwill.",
            "The restructuring closed a depot; its seats are gone from the order.",
        ],
    ),
    (
        "product.missing-feature",
        [
            "Kept for the crews, given back for the planners: multi-depot planning is still missing.",
            "Renewed smaller. Half of the group waits elsewhere until offline signatures are on the roadmap.",
            "{name} keeps {seats} seats and uses a second tool for the gap we have in crew swaps.",
        ],
    ),
    (
        "competition.consolidation",
        [
            "Head office moved to the group's suite, the field stays with us: {seats} seats.",
            "Renewed smaller, since group IT wants fewer tools at the desks. The crews keep {product}.",
            "One vendor for the offices, us for the trucks. {contact} calls it a truce.",
        ],
    ),
];

/// How a smaller renewal sounds; a steep uplift has phrases of its own.
pub(crate) fn smaller(reason: &str) -> &'static [&'static str; 3] {
    SMALLER.iter().find(|(code, _)| *code == reason).map_or(&SMALLER[0].1, |(_, sentences)| sentences)
}

/// The voice of a reason.
pub(crate) fn of(reason: &str) -> &'static Voice {
    VOICES.iter().find(|voice| voice.reason == reason).unwrap_or(&RESTRUCTURING)
}
