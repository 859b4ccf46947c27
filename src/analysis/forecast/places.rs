//! Accounts as numbers, so that what is summed over them in many groups looks up no name again.

use rustc_hash::FxHashMap;

/// Each name has a number, in the order in which they come first.
#[derive(Debug, Default)]
pub(crate) struct Customers<'a>(FxHashMap<&'a str, u32>);

impl<'a> Customers<'a> {
    pub(crate) fn number(&mut self, customer: &'a str) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(customer).or_insert(next)
    }
}

/// The numbers of a group, told anew in the order in which they come first: sums over them are the same at every run.
pub(crate) struct Numbered {
    /// One for each member of the group.
    pub of: Vec<u32>,
    pub count: usize,
}

impl Numbered {
    /// One sum for each number, of what each member adds.
    pub(crate) fn sums<const N: usize>(&self, of_each: impl Iterator<Item = [f64; N]>) -> Vec<[f64; N]> {
        let mut sums = vec![[0.0; N]; self.count];
        for (place, values) in self.of.iter().zip(of_each) {
            for (sum, value) in sums[*place as usize].iter_mut().zip(values) {
                *sum += value;
            }
        }
        sums
    }
}

/// Where numbers stand in a group; one table for all groups, so that each costs what it holds.
#[derive(Debug, Default)]
pub(crate) struct Places(Vec<u32>);

impl Places {
    const NOWHERE: u32 = u32::MAX;

    pub(crate) fn of(&mut self, numbers: impl Iterator<Item = u32> + Clone) -> Numbered {
        let (mut of, mut count) = (Vec::with_capacity(numbers.size_hint().0), 0);
        for number in numbers.clone() {
            let number = number as usize;
            if self.0.len() <= number {
                self.0.resize(number + 1, Self::NOWHERE);
            }
            let place = &mut self.0[number];
            if *place == Self::NOWHERE {
                *place = count;
                count += 1;
            }
            of.push(*place);
        }
        // Left as it was found, for the next group.
        numbers.for_each(|number| self.0[number as usize] = Self::NOWHERE);
        Numbered { of, count: count as usize }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn each_group_is_told_in_the_order_in_which_its_own_come_first(groups in prop::collection::vec(prop::collection::vec(0_u32..40, 0..60), 1..6)) {
            let mut places = Places::default();
            for group in groups {
                let mut first: Vec<u32> = Vec::new();
                for number in &group {
                    if !first.contains(number) {
                        first.push(*number);
                    }
                }
                let found = places.of(group.iter().copied());
                prop_assert_eq!(found.count, first.len());
                let again: Vec<u32> = found.of.iter().map(|place| first[*place as usize]).collect();
                prop_assert_eq!(again, group, "whatever groups came before");
            }
        }
    }
}
