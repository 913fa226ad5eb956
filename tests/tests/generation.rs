//! The generator as a whole, on the repository's own description.

mod generation {
    mod changes;
    mod engine;
    mod face;
    mod files;
    mod fresh;
    mod names;
    mod pages;
    mod real;
    mod same_api;
    mod selected;
    mod selection;
    mod surface;
    mod witness;
}
