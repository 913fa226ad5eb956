//! What JSON cannot write is refused before it leaves, wherever it stands.

use specwright::fine_tuning::{EvalItem, FineTuneDpoHyperparameters, GraderScoreModel};
use specwright::wire::{Wire, validate};
use specwright_numbers::api::{Optional, Told, Tried};

const NOT_FINITE: [f64; 3] = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];

/// The places that are refused.
fn refused<T: Wire>(value: &T) -> Vec<String> {
    let violations = match validate(value) {
        Ok(()) => Vec::new(),
        Err(invalid) => invalid.violations().to_vec(),
    };
    for violation in &violations {
        assert!(violation.message.starts_with("must be a finite number"), "{violation:?}");
    }
    violations.into_iter().map(|violation| violation.pointer).collect()
}

fn read<T: serde::de::DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).expect("JSON of the type")
}

#[test]
fn on_every_path() {
    for bad in NOT_FINITE {
        let mut value: Optional =
            read(r#"{"double": 1, "nullable": 1, "doubles": [1, 2], "map_of_doubles": {"a": 1}}"#);
        assert_eq!(refused(&value), [""; 0]);
        value.double = Some(bad);
        value.nullable = Some(bad);
        value.doubles = Some(vec![1.0, bad]);
        value.map_of_doubles = Some([("a".to_owned(), bad)].into());
        value.rate = Some(bad.into());
        value.text_or_double = Some(bad.into());
        let places =
            ["/double", "/nullable", "/doubles/1", "/map_of_doubles/a", "/rate", "/text_or_double"];
        assert_eq!(refused(&value), places);
    }
}

#[test]
fn within_variants() {
    for bad in NOT_FINITE {
        let mut told: Told = read(r#"{"kind": "double", "value": 1}"#);
        let Told::Double(double) = &mut told else { panic!("{told:?}") };
        double.value = bad;
        assert_eq!(refused(&told), ["/value"]);

        let mut tried: Tried = read(r#"{"double": 1}"#);
        let Tried::Double(double) = &mut tried else { panic!("{tried:?}") };
        double.double = bad;
        assert_eq!(refused(&tried), ["/double"]);
    }
}

#[test]
fn in_what_the_endpoint_is_sent() {
    for bad in NOT_FINITE {
        let hyperparameters = FineTuneDpoHyperparameters::builder().beta(bad).build();
        assert_eq!(refused(&hyperparameters), ["/beta"]);
        let grader = GraderScoreModel::builder()
            .name("n")
            .model("m")
            .input(Vec::<EvalItem>::new())
            .range([0.0, bad])
            .build();
        assert_eq!(refused(&grader), ["/range/1"]);
    }
}
