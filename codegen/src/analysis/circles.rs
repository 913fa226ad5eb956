//! Which types are of one circle: each is reached from each. (Strongly connected components,
//! after Tarjan, without recursion.)

use crate::api::TypeId;

/// The number of the circle of each type; one that is in none has a number of its own.
pub(super) fn of(edges: &[Vec<TypeId>]) -> Vec<usize> {
    let mut search = Search {
        edges,
        order: vec![None; edges.len()],
        lowest: vec![0; edges.len()],
        open: Vec::new(),
        circles: vec![usize::MAX; edges.len()],
        visited: 0,
        found: 0,
    };
    for start in 0..edges.len() {
        if search.order[start].is_none() {
            search.from(start);
        }
    }
    search.circles
}

struct Search<'a> {
    edges: &'a [Vec<TypeId>],
    /// When each type was visited.
    order: Vec<Option<usize>>,
    /// The earliest type that each leads back to.
    lowest: Vec<usize>,
    /// Types whose circle is not known yet.
    open: Vec<usize>,
    circles: Vec<usize>,
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
                    Some(order) if self.circles[next] == usize::MAX => {
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

    /// Closes the circle that begins at a type, if one does.
    fn leave(&mut self, at: usize) {
        if self.order[at] != Some(self.lowest[at]) {
            return;
        }
        while let Some(member) = self.open.pop() {
            self.circles[member] = self.found;
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
    fn what_leads_back_is_of_one_circle() {
        let edges = [vec![1], vec![2, 4], vec![0], vec![2], vec![4, 5], vec![]];
        let edges = edges.map(|edges| edges.into_iter().map(TypeId).collect());
        let circles = of(&edges);
        assert_eq!(circles[0], circles[1]);
        assert_eq!(circles[1], circles[2]);
        let apart = [circles[0], circles[3], circles[4], circles[5]];
        for (index, one) in apart.iter().enumerate() {
            assert!(!apart[..index].contains(one), "{circles:?}");
        }
    }
}
