mod missing {
    specwright::generate!("no-such-file.yaml");
}

mod unknown_operation {
    specwright::generate!("../../../doors/library.yaml", operations = ["borowBook"]);
}

mod broken {
    specwright::generate!("../../../doors/broken.yaml");
}

fn main() {}
