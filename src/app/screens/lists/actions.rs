//! The follow-ups of Action Planning, and the critical blockers that nothing answers yet.

use crate::app::list::{Row as ListRow, Rows, Value};
use crate::app::screens::actions::{Row, rows as all};
use crate::app::world::World;

pub fn rows(world: &World) -> Rows<'_> {
    let all = all(world);
    Rows::new(all.len(), move |i| match &all[i] {
        Row::Action(action) => {
            let values = vec![
                Value::Picture,
                Value::text(&action.title),
                Value::text(&action.owner),
                Value::text(action.team.label()),
                Value::text(action.due.map_or_else(String::new, |due| due.to_string())),
                Value::text(action.metric.to_string()),
                Value::text(action.insight.map_or_else(String::new, |id| id.to_string())),
                Value::text(action.status.label()),
            ];
            ListRow::new(action.id.to_string(), values).also(action.id.to_string())
        }
        Row::Unanswered(card) => {
            let id = card.id.to_string();
            let texts = [card.text.as_str(), "", "", "", "", &id, "unanswered"].map(Value::text);
            ListRow::new(&id, [vec![Value::Picture], texts.to_vec()].concat())
        }
    })
}
