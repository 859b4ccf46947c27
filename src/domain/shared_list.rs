//! A list whose copies share what stands in it. A session is copied again and again, for undo and for work beside the screen, and may hold ten
//! thousand cards: copying costs a step for each [`PIECE`] of them, and changing one afterwards copies its piece alone.

use std::fmt;
use std::ops::Index;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How many stand together in what is shared.
const PIECE: usize = 64;

#[derive(Clone)]
pub struct SharedList<T> {
    /// None is empty, and none holds more than [`PIECE`].
    pieces: Vec<Arc<Vec<T>>>,
    len: usize,
}

impl<T> SharedList<T> {
    pub const fn new() -> Self {
        Self { pieces: Vec::new(), len: 0 }
    }

    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + Clone {
        self.pieces.iter().flat_map(|piece| piece.iter())
    }

    pub fn get(&self, place: usize) -> Option<&T> {
        let (piece, within) = self.find(place)?;
        self.pieces[piece].get(within)
    }

    pub fn first(&self) -> Option<&T> {
        self.iter().next()
    }

    pub fn last(&self) -> Option<&T> {
        self.iter().next_back()
    }

    /// One of which `is` holds, looked for around a place first.
    pub fn find_near(&self, place: usize, is: impl Fn(&T) -> bool) -> Option<&T> {
        self.around(place).find_map(|nth| self.pieces[nth].iter().find(|item| is(item)))
    }

    /// All pieces: that in which a place is at most, those before it, then those behind it.
    fn around(&self, place: usize) -> impl Iterator<Item = usize> + use<T> {
        let nth = (place / PIECE + 1).min(self.pieces.len());
        (0..nth).rev().chain(nth..self.pieces.len())
    }

    /// The piece of a place, and the place in it.
    fn find(&self, mut place: usize) -> Option<(usize, usize)> {
        for (nth, piece) in self.pieces.iter().enumerate() {
            match place.checked_sub(piece.len()) {
                Some(rest) => place = rest,
                None => return Some((nth, place)),
            }
        }
        None
    }
}

impl<T: Clone> SharedList<T> {
    pub fn push(&mut self, item: T) {
        match self.pieces.last_mut().filter(|piece| piece.len() < PIECE) {
            Some(piece) => Arc::make_mut(piece).push(item),
            None => self.pieces.push(Arc::new(vec![item])),
        }
        self.len += 1;
    }

    /// Puts something at a place; behind the end is the end.
    pub fn insert(&mut self, place: usize, item: T) {
        let Some((nth, within)) = self.find(place) else { return self.push(item) };
        let piece = Arc::make_mut(&mut self.pieces[nth]);
        piece.insert(within, item);
        if piece.len() > PIECE {
            let behind = piece.split_off(PIECE / 2);
            self.pieces.insert(nth + 1, Arc::new(behind));
        }
        self.len += 1;
    }

    /// # Panics
    /// Nothing stands at that place.
    pub fn remove(&mut self, place: usize) -> T {
        let (nth, within) = self.find(place).expect("what is taken out stands in the list");
        let piece = Arc::make_mut(&mut self.pieces[nth]);
        let item = piece.remove(within);
        if piece.is_empty() {
            self.pieces.remove(nth);
        }
        self.len -= 1;
        item
    }

    /// [`find_near`](Self::find_near), to be changed.
    pub fn find_near_mut(&mut self, place: usize, is: impl Fn(&T) -> bool) -> Option<&mut T> {
        let found = self.around(place).find_map(|nth| self.pieces[nth].iter().position(&is).map(|within| (nth, within)));
        found.map(|(nth, within)| &mut Arc::make_mut(&mut self.pieces[nth])[within])
    }

    /// Takes out all of which `is` does not hold, and gives them.
    pub fn part(&mut self, stays: impl Fn(&T) -> bool) -> Vec<T> {
        let mut taken = Vec::new();
        for piece in self.pieces.iter_mut().filter(|piece| !piece.iter().all(&stays)) {
            taken.extend(Arc::make_mut(piece).extract_if(.., |item| !stays(item)));
        }
        self.pieces.retain(|piece| !piece.is_empty());
        self.len -= taken.len();
        taken
    }
}

impl<T> Default for SharedList<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Clone> FromIterator<T> for SharedList<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut list = Self::new();
        items.into_iter().for_each(|item| list.push(item));
        list
    }
}

impl<T> Index<usize> for SharedList<T> {
    type Output = T;

    fn index(&self, place: usize) -> &T {
        self.get(place).expect("the place is in the list")
    }
}

impl<'a, T> IntoIterator for &'a SharedList<T> {
    type Item = &'a T;
    type IntoIter =
        std::iter::FlatMap<std::slice::Iter<'a, Arc<Vec<T>>>, std::slice::Iter<'a, T>, fn(&'a Arc<Vec<T>>) -> std::slice::Iter<'a, T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.pieces.iter().flat_map(|piece| piece.iter())
    }
}

/// However they are put together.
impl<T: PartialEq> PartialEq for SharedList<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
    }
}

impl<T: fmt::Debug> fmt::Debug for SharedList<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<T: Serialize> Serialize for SharedList<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de, T: Deserialize<'de> + Clone> Deserialize<'de> for SharedList<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::deserialize(deserializer)?.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::SharedList;

    #[derive(Clone, Debug)]
    enum Change {
        Push(u8),
        Insert(usize, u8),
        Remove(usize),
        Part(u8),
        Set(usize, u8),
    }

    fn change() -> impl Strategy<Value = Change> {
        prop_oneof![
            8 => any::<u8>().prop_map(Change::Push),
            4 => (0..400usize, any::<u8>()).prop_map(|(place, item)| Change::Insert(place, item)),
            2 => (0..400usize).prop_map(Change::Remove),
            1 => any::<u8>().prop_map(Change::Part),
            2 => (0..400usize, any::<u8>()).prop_map(|(place, to)| Change::Set(place, to)),
        ]
    }

    proptest! {
        #[test]
        fn it_is_a_list_and_a_copy_stays_as_it_was(changes in proptest::collection::vec(change(), 0..600), copied in 0..600usize) {
            let (mut list, mut plain) = (SharedList::new(), Vec::new());
            let mut copy = (list.clone(), plain.clone());
            for (nth, change) in changes.into_iter().enumerate() {
                match change {
                    Change::Push(item) => { list.push(item); plain.push(item); }
                    Change::Insert(place, item) => { list.insert(place, item); plain.insert(place.min(plain.len()), item); }
                    Change::Remove(place) if place < plain.len() => prop_assert_eq!(list.remove(place), plain.remove(place)),
                    Change::Remove(_) => {}
                    Change::Part(limit) => {
                        let gone: Vec<u8> = plain.iter().copied().filter(|item| *item < limit / 8).collect();
                        plain.retain(|item| *item >= limit / 8);
                        prop_assert_eq!(list.part(|item| *item >= limit / 8), gone);
                    }
                    Change::Set(place, to) => {
                        let is = |item: &u8| *item == to;
                        prop_assert_eq!(list.find_near(place, is).is_some(), plain.contains(&to));
                        if let Some(item) = list.find_near_mut(place, is) { *item = 0; }
                        // Any of them.
                        let set: Vec<u8> = list.iter().copied().collect();
                        let changed: Vec<usize> = (0..plain.len()).filter(|nth| set[*nth] != plain[*nth]).collect();
                        prop_assert!(changed.len() <= 1 && changed.iter().all(|nth| (plain[*nth], set[*nth]) == (to, 0)));
                        plain = set;
                    }
                }
                prop_assert_eq!(list.iter().copied().collect::<Vec<u8>>(), plain.clone());
                prop_assert_eq!((list.len(), list.is_empty()), (plain.len(), plain.is_empty()));
                prop_assert_eq!((list.get(nth), list.first(), list.last()), (plain.get(nth), plain.first(), plain.last()));
                if nth == copied {
                    copy = (list.clone(), plain.clone());
                }
            }
            prop_assert_eq!(copy.0.iter().copied().collect::<Vec<u8>>(), copy.1);
        }
    }
}
