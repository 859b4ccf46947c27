//! Whether a carried-over action worked, where the room sees it otherwise than its figure.

use super::form::{Field, Form};
use super::forms::Refused;
use super::{Overlay, Purpose};
use crate::app::turn::Turn;
use crate::app::world::World;
use crate::domain::effect::Effect;
use crate::domain::wish::Wish;
use crate::telling::effects;

const EFFECT: &str = "Did it work";
const WHY: &str = "Why";

/// `None` where no figure is to tell it, or none came yet.
pub(crate) fn asked(world: &World, carried: usize) -> Option<Overlay> {
    let action = world.session().carried.get(carried)?;
    let proposed = world.proposed(action)?;
    let said = action.effect.as_ref().map_or(proposed.effect, |judged| judged.effect);
    let chosen = Effect::ALL.iter().position(|effect| *effect == said).unwrap_or(0);
    let labels = Effect::ALL.map(|effect| effect.label().to_owned()).to_vec();
    let why = action.effect.as_ref().and_then(|judged| judged.why.as_deref()).unwrap_or_default();
    let [figures, beside] = effects::in_two(proposed);
    let fields = vec![
        Field::choice(EFFECT, &figures, labels, chosen),
        Field::text(WHY, &format!("Needed where the room says otherwise. {beside}"), why),
    ];
    let title = format!("Did it work? {}", action.action.title);
    Some(Overlay::Form(Form::new(Purpose::Effect(carried), crate::domain::text::shortened(&title, 70), fields)))
}

/// Takes the filled form in.
///
/// # Errors
/// The door refuses it; what is wrong stands at its field.
pub(super) fn submitted(turn: &mut Turn, form: &mut Form, carried: usize) -> Result<(), Refused> {
    let world = &turn.model.world;
    let Some(proposed) = world.session().carried.get(carried).and_then(|action| world.proposed(action)).cloned() else {
        form.refuse(EFFECT, "What its figure says is not known any more");
        return Err(Refused);
    };
    let effect = form.field(EFFECT).map(|field| Effect::ALL[field.chosen()]);
    let why = Some(form.value(WHY).to_owned());
    let wish = Wish::JudgeEffect { carried, effect, proposed: Box::new(proposed), why };
    super::forms::ask_at(turn, form, WHY, wish).map(drop)
}
