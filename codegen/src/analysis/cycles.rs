//! Which types are of one cycle: each is reached from each. (Strongly connected components,
//! after Tarjan, without recursion.)

use crate::api::TypeId;

/// The number of the cycle of each type; one that is in none has a number of its own.
pub(super) fn of(edges: &[Vec<TypeId>]) -> Vec<usize> {
    let mut search = Search {
        edges,
        order: vec![None; edges.len()],
        lowest: vec![0; edges.len()],
        open: Vec::new(),
        cycles: vec![usize::MAX; edges.len()],
        visited: 0,
        found: 0,
    };
    for start in 0..edges.len() {
        if search.order[start].is_none() {
            search.from(start);
        }
    }
    search.cycles
}

struct Search<'a> {
    edges: &'a [Vec<TypeId>],
    /// When each type was visited.
    order: Vec<Option<usize>>,
    /// The earliest type that each leads back to.
    lowest: Vec<usize>,
    /// Types whose cycle is not known yet.
    open: Vec<usize>,
    cycles: Vec<usize>,
    visited: usize,
    found: usize,
}

impl Search<'_> {
    fn from(&mut self, start: usize) {
        self.enter(start);
        // A type, and how many of its edges were followed.
        let mut path = vec![(start, 0)];
        while let Some((at, followed)) = path.last_mut() {
            let at = *at;
            let next = self.edges[at].get(*followed).map(|next| next.0 as usize);
            *followed += 1;
            match next {
                Some(next) => match self.order[next] {
                    None => {
                        self.enter(next);
                        path.push((next, 0));
                    }
                    Some(order) if self.cycles[next] == usize::MAX => {
                        self.lowest[at] = self.lowest[at].min(order);
                    }
                    Some(_) => {}
                },
                None => {
                    path.pop();
                    self.leave(at);
                    if let Some((before, _)) = path.last() {
                        self.lowest[*before] = self.lowest[*before].min(self.lowest[at]);
                    }
                }
            }
        }
    }

    fn enter(&mut self, at: usize) {
        self.order[at] = Some(self.visited);
        self.lowest[at] = self.visited;
        self.visited += 1;
        self.open.push(at);
    }

    /// Closes the cycle that begins at a type, if one does.
    fn leave(&mut self, at: usize) {
        if self.order[at] != Some(self.lowest[at]) {
            return;
        }
        while let Some(member) = self.open.pop() {
            self.cycles[member] = self.found;
            if member == at {
                break;
            }
        }
        self.found += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_back_is_of_one_cycle() {
        let edges = [vec![1], vec![2, 4], vec![0], vec![2], vec![4, 5], vec![]];
        let edges = edges.map(|edges| edges.into_iter().map(TypeId).collect());
        let cycles = of(&edges);
        assert_eq!(cycles[0], cycles[1]);
        assert_eq!(cycles[1], cycles[2]);
        let apart = [cycles[0], cycles[3], cycles[4], cycles[5]];
        for (index, one) in apart.iter().enumerate() {
            assert!(!apart[..index].contains(one), "{cycles:?}");
        }
    }
}
