//! All tongues, and which of them a shape is written in.

mod billing;
mod crm;
mod czech;
mod danish;
pub mod english;
mod finnish;
mod french;
mod german;
mod hungarian;
mod japanese;
mod norwegian;
mod polish;
mod portuguese;
mod romanian;
mod spanish;
mod strange;
mod swedish;
mod turkish;

use super::tongue::Tongue;
use crate::shape::Shape;

pub fn spellings(shape: Shape) -> Vec<&'static Tongue> {
    let mut tongues: Vec<&Tongue> = english::ALL
        .iter()
        .chain([&german::GERMAN, &french::FRENCH, &spanish::SPANISH, &portuguese::PORTUGUESE, &japanese::JAPANESE])
        .collect();
    tongues.extend([&danish::DANISH, &norwegian::NORWEGIAN, &swedish::SWEDISH, &finnish::FINNISH, &polish::POLISH]);
    tongues.extend([&czech::CZECH, &hungarian::HUNGARIAN, &romanian::ROMANIAN, &turkish::TURKISH]);
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
