//! A module that a person could not open is shared between files, and paths do not change by it.

use super::folder::Folder;

/// A description of this many records.
fn description(count: usize) -> String {
    let mut text =
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents:\n  schemas:\n".to_owned();
    for index in 0..count {
        let first = char::from(b'A' + u8::try_from(index % 26).expect("a letter"));
        text += &format!("    {first}Part{index}: {{properties: {{");
        for property in 0..20 {
            text += &format!("p{property}: {{type: string}}, ");
        }
        text += "}}\n";
    }
    text
}

#[test]
fn large_modules_are_shared_between_files_and_come_together_again() {
    let folder = Folder::new();
    folder.write("d.yaml", &description(100));
    folder.run("generate d.yaml --output api").ends(0);
    let types = folder.read("api/types.rs");
    assert!(types.contains("mod a;\n") && types.contains("pub use self::a::*;\n"), "{types}");
    assert!(folder.read("api/types/a.rs").contains("pub struct APart0 {"));
    for file in ["types.rs", "types/a.rs", "types/z.rs", "wire.rs", "wire/a.rs", "builders/a.rs"] {
        let lines = folder.read(&format!("api/{file}")).lines().count();
        assert!(lines <= 2_050, "{file}: {lines}");
    }
    folder.run("generate d.yaml --output api --check").ends(0);

    // Few enough for one file: what is left over is said, and removed.
    folder.write("d.yaml", &description(10));
    let stale = folder.run("generate d.yaml --output api --check").ends(1).stdout();
    assert!(stale.contains("api/types/a.rs"), "{stale}");
    folder.run("generate d.yaml --output api").ends(0);
    assert!(folder.read("api/types.rs").contains("pub struct APart0 {"));
    assert!(!folder.has("api/types/a.rs") && !folder.has("api/wire/a.rs"));
}
