//! The three doors write the same API: one contract, compiled and run against each.

use specwright_tests::doors::by_macro_in_part;

macro_rules! contract {
    ($door:ident) => {
        mod $door {
            use serde_json::json;
            use specwright::Operation;

            use specwright_tests::doors::$door::*;

            #[test]
            fn types_read_write_and_refuse() {
                let request = LoanRequest::builder().reader("r").days(31).note_null().build();
                let written = serde_json::to_value(&request).expect("writable");
                assert_eq!(written, json!({"reader": "r", "days": 31, "note": null}));
                let refused = request.validate().expect_err("too long a loan");
                assert_eq!(refused.violations()[0].pointer, "/days");

                let answer = json!({"id": 1, "state": "lost", "item": {"kind": "book", "isbn": "x"}, "new": 1});
                let loan: Loan = serde_json::from_value(answer.clone()).expect("decodes");
                assert_eq!(loan.state, LoanState::Other("lost".to_owned()));
                assert!(matches!(loan.item, Some(LoanItem::Book(_))));
                assert_eq!(serde_json::to_value(&loan).expect("writable"), answer);
            }

            #[test]
            fn operations_are_values() {
                let request = LoanRequest::builder().reader("r").days("unlimited").build();
                let call = requests::BorrowBook::new("978/0", &request).dry_run(true);
                let outgoing = call.request().expect("valid");
                assert_eq!(outgoing.uri(), "/books/978%2F0/loans?dry_run=true");
                let _ = borrow_book;
            }
        }
    };
}

mod contract {
    contract!(by_command);
    contract!(by_build_script);
    contract!(by_macro);
}

#[test]
fn a_macro_may_choose_operations_and_leave_functions_out() {
    use by_macro_in_part::*;
    let loan: Loan = serde_json::from_str(r#"{"id": 1, "state": "open"}"#).expect("decodes");
    assert_eq!(loan.state, LoanState::Open);
}
