mod missing {
    specwright::generate!("no-such-file.yaml");
}

mod unknown_operation {
    specwright::generate!("../../../doors/library.yaml", operations = ["borowBook"]);
}

mod broken {
    specwright::generate!("../../../doors/broken.yaml");
}

mod unknown_level {
    specwright::generate!("../../../doors/library.yaml", types_only, deny = ["unsuported"]);
}

mod unknown_argument {
    specwright::generate!("../../../doors/library.yaml", strict);
}

mod broken_lock {
    specwright::generate!("../../../doors/library.yaml", lock = "../../../doors/library.yaml");
}

fn main() {}
