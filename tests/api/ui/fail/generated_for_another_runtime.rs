// What a generator of another release would write.
specwright::wire::contract!(1);

fn main() {}
