//! Training data: each of many seeded faults is found at its line, column and pointer, and none in
//! files that are sound.

use serde_json::{Value, json};
use specwright::lines::{LineFault, LineFaultKind};
use specwright::training::{
    ChatExample, CompletionExample, Counts, Format, PreferenceExample, ReinforcementExample, Rule,
    check,
};
use specwright::wire::Wire;

use self::seeds::{put, seeds, sound, whole};

mod published;
mod seeds;

const FORMATS: [Format; 4] =
    [Format::Chat, Format::Completion, Format::Preference, Format::Reinforcement];

fn faults(format: Format, file: &str) -> Vec<LineFault> {
    check(format, file.as_bytes()).map(|fault| fault.expect("no reader fails")).collect()
}

#[test]
fn each_seeded_fault_is_found_alone_at_its_line_column_and_pointer() {
    let seeds = seeds();
    assert!(seeds.len() >= 40, "{}", seeds.len());
    let mut odd = Vec::new();
    for (index, (format, seeded, value, pointer, kind)) in seeds.into_iter().enumerate() {
        let mut example = whole(format);
        put(&mut example, seeded, value.clone());
        let mut lines: Vec<String> = sound(format).iter().map(Value::to_string).collect();
        let at = index % lines.len();
        lines.insert(at, example.to_string());
        let found = faults(format, &lines.join("\n"));
        // There begins the value at fault, or that which lacks it.
        let ancestors = pointer.match_indices('/').rev().map(|(end, _)| &pointer[..end]);
        let mut places = std::iter::once(pointer).chain(ancestors);
        let there = places.find_map(|place| example.pointer(place)).expect("the root").to_string();
        let is_as_seeded = |fault: &LineFault| {
            let column = usize::try_from(fault.column()).expect("a column") - 1;
            (fault.kind(), fault.pointer()) == (kind, Some(pointer))
                && fault.line() == at as u64 + 1
                && lines[at][column..].starts_with(&there)
        };
        if !matches!(found.as_slice(), [fault] if is_as_seeded(fault)) {
            odd.push(format!("{format:?} {seeded} {value}: {found:?}"));
        }
    }
    assert!(odd.is_empty(), "{odd:#?}");
}

/// Every fault of a file that has all of them is told, in its order, and none is told twice.
#[test]
fn all_faults_of_a_file_are_found_together() {
    for format in FORMATS {
        let (mut lines, mut expected) = (Vec::new(), Vec::new());
        for (_, seeded, value, pointer, kind) in seeds().into_iter().filter(|it| it.0 == format) {
            lines.push(whole(format).to_string());
            let mut example = whole(format);
            put(&mut example, seeded, value);
            lines.push(example.to_string());
            expected.push((lines.len() as u64, Some(pointer.to_owned()), kind));
        }
        lines.extend(sound(format).iter().map(Value::to_string));
        let found = faults(format, &lines.join("\n"));
        let found: Vec<_> = found
            .iter()
            .map(|it| (it.line(), it.pointer().map(str::to_owned), it.kind()))
            .collect();
        assert_eq!(found, expected, "{format:?}");
    }
}

/// Two faults of one line: nothing is told that is neither, one of them always is, and nearly always both
/// are; the exceptions are faults that the other one may be the reason of.
#[test]
fn faults_of_one_line_are_found_together() {
    let within = |one: &str, other: &str| {
        let rest = one.strip_prefix(other);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let (mut pairs, mut both) = (0, 0);
    for format in FORMATS {
        let seeds: Vec<_> = seeds().into_iter().filter(|it| it.0 == format).collect();
        for (index, first) in seeds.iter().enumerate() {
            for second in &seeds[index + 1..] {
                let places = [first.1, first.3, second.1, second.3];
                let meet = |one: usize, other: usize| {
                    within(places[one], places[other]) || within(places[other], places[one])
                };
                if meet(0, 2) || meet(0, 3) || meet(1, 2) || meet(1, 3) {
                    continue;
                }
                let mut example = whole(format);
                put(&mut example, first.1, first.2.clone());
                put(&mut example, second.1, second.2.clone());
                let found = check(format, example.to_string().as_bytes())
                    .without(Rule::TooFewExamples)
                    .map(|fault| fault.expect("no reader fails"))
                    .collect::<Vec<_>>();
                let expected = [(first.3, first.4), (second.3, second.4)];
                let is_seeded = |fault: &LineFault| {
                    expected.contains(&(fault.pointer().unwrap_or_default(), fault.kind()))
                };
                assert!(!found.is_empty() && found.iter().all(is_seeded), "{example}\n{found:#?}");
                assert!(found.len() <= 2, "{found:#?}");
                pairs += 1;
                both += usize::from(found.len() == 2);
            }
        }
    }
    assert!(both * 100 >= pairs * 90, "{both} of {pairs}");
}

#[test]
fn a_line_that_is_no_json_has_its_column_and_the_lines_after_it_are_read() {
    for (broken, column) in [
        ("{\"prompt\": \"a\", \"completion\": \"b\"", 33),
        ("{'prompt': 'a', 'completion': 'b'}", 2),
        ("{\"prompt\": \"a\", \"completion\": \"b\"},", 35),
        ("{\"prompt\": \"a\tb\", \"completion\": \"b\"}", 14),
    ] {
        let mut lines: Vec<String> =
            sound(Format::Completion).iter().map(Value::to_string).collect();
        lines.insert(3, broken.to_owned());
        lines.push(json!({"prompt": 1, "completion": ""}).to_string());
        let found = faults(Format::Completion, &lines.join("\r\n"));
        let [json, value] = found.as_slice() else { panic!("{found:#?}") };
        assert_eq!((json.line(), json.kind(), json.pointer()), (4, LineFaultKind::Json, None));
        assert!(json.column().abs_diff(column) <= 1, "{broken}: {json}");
        assert_eq!((value.line(), value.pointer()), (12, Some("/prompt")));
    }
}

#[test]
fn sound_files_have_no_faults_and_their_examples_go_back_unchanged() {
    let mut files = 0;
    for format in FORMATS {
        let sound = sound(format);
        assert_eq!(sound.len(), 10);
        for (index, example) in sound.iter().enumerate() {
            let mut lines: Vec<String> = sound.iter().map(Value::to_string).collect();
            lines.rotate_left(index);
            let file = match index % 3 {
                0 => lines.join("\n"),
                1 => format!("\u{feff}{}\r\n\r\n", lines.join("\r\n")),
                _ => format!("\n{}\n  \n", lines.join(" \n\t")),
            };
            let found = faults(format, &file);
            assert!(found.is_empty(), "{format:?} {index}: {found:#?}");
            files += 1;
            match format {
                Format::Chat => given_back::<ChatExample>(example),
                Format::Completion => given_back::<CompletionExample>(example),
                Format::Preference => given_back::<PreferenceExample>(example),
                _ => given_back::<ReinforcementExample>(example),
            }
        }
    }
    assert_eq!(files, 40);
}

fn given_back<T: Wire>(example: &Value) {
    let read: T = specwright::json::from_str(&example.to_string()).expect("an example");
    let written = specwright::json::to_vec(&read).expect("writable");
    assert_eq!(&serde_json::from_slice::<Value>(&written).expect("JSON"), example);
}

#[test]
fn what_examples_are_made_of_is_counted() {
    let counted = |format| {
        let file = [whole(format).to_string(), "{".to_owned(), whole(format).to_string()];
        let file = file.join("\n");
        let mut checked = check(format, file.as_bytes());
        assert_eq!(checked.by_ref().count(), 2, "what is no JSON, and too few");
        assert_eq!(checked.lines(), 3);
        let Counts { examples, messages, system, developer, user, assistant, tool, .. } =
            checked.counts();
        let Counts { unweighted, tools, calls, images, audio, files, other, .. } = checked.counts();
        assert_eq!((examples, other), (2, 0));
        (
            [messages, system, developer, user, assistant, tool],
            [unweighted, tools, calls, images, audio, files],
        )
    };
    assert_eq!(counted(Format::Chat), ([10, 2, 0, 2, 4, 2], [2, 4, 2, 2, 2, 2]));
    assert_eq!(counted(Format::Completion), ([0; 6], [0; 6]));
    assert_eq!(counted(Format::Preference), ([8, 2, 0, 2, 4, 0], [0, 2, 0, 2, 2, 2]));
    assert_eq!(counted(Format::Reinforcement), ([4, 0, 2, 2, 0, 0], [0, 2, 0, 2, 2, 2]));
}

#[test]
fn rules_are_given_up_one_by_one_or_all_and_the_description_is_not() {
    let file = concat!(
        "{\"messages\":[{\"role\":\"sytem\",\"content\":\"?\"}]}\n",
        "{\"messages\":[{\"role\":\"assistant\",\"weight\":3}]}\n",
    );
    let all = |checker: specwright::training::Checker<&[u8]>| -> Vec<String> {
        let faults = checker.map(|fault| fault.expect("no reader fails"));
        faults
            .map(|it| Rule::of(&it).map_or_else(|| it.to_string(), |rule| rule.to_string()))
            .collect()
    };
    let begun = || check(Format::Chat, file.as_bytes());
    let weight = &all(begun().without_rules())[0];
    assert!(weight.starts_with("2:43: /messages/0/weight: "), "{weight}");
    let found = ["unknown-role", "no-assistant", &**weight, "empty-answer", "too-few-examples"];
    assert_eq!(all(begun()), found);
    assert_eq!(all(begun().without(Rule::TooFewExamples).without(Rule::UnknownRole)), found[1..4]);
    assert_eq!(all(begun().without_rules()), [&**weight]);
    // A file of none has too few as well, and one whose end was not read may have enough.
    assert_eq!(
        faults(Format::Chat, "")[0].to_string(),
        "1:1: expected at least 10 examples, found 0"
    );
    struct Fails;
    impl std::io::Read for Fails {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
    }
    let failed: Vec<_> = check(Format::Chat, Fails).collect();
    assert!(matches!(failed.as_slice(), [Err(_)]), "{failed:?}");
}
