// What a generator of another release would write.
specwright::wire::contract!(2);

fn main() {}
