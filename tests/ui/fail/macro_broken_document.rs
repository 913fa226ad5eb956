mod missing {
    specwright::generate!("no-such-file.yaml");
}

mod unknown_operation {
    specwright::generate!("../../tests/doors/library.yaml", operations = ["borowBook"]);
}

mod broken {
    specwright::generate!("../../tests/doors/broken.yaml");
}

fn main() {}
