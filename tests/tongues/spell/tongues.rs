//! All tongues, and which of them a shape is written in.

mod billing;
mod crm;
pub mod english;
mod french;
mod german;
mod japanese;
mod portuguese;
mod spanish;
mod strange;

use super::tongue::Tongue;
use crate::shape::Shape;

pub fn spellings(shape: Shape) -> Vec<&'static Tongue> {
    let mut tongues: Vec<&Tongue> = english::ALL
        .iter()
        .chain([&german::GERMAN, &french::FRENCH, &spanish::SPANISH, &portuguese::PORTUGUESE, &japanese::JAPANESE])
        .collect();
    match shape {
        Shape::Events => tongues.extend(&crm::ALL),
        Shape::Spells => tongues.extend(&billing::SPELLS),
        Shape::Movements => tongues.push(&billing::CHARTMOGUL),
        Shape::Terms => tongues.push(&crm::CONTRACTS),
        Shape::Snapshots | Shape::Ends | Shape::Wide | Shape::Customers => {}
    }
    tongues.extend(&strange::ALL);
    tongues
}
