//! The three doors write the same API: one contract, compiled and run against each.

use specwright_tests::doors::by_macro_in_part;

macro_rules! contract {
    ($door:ident) => {
        mod $door {
            use serde_json::json;
            use specwright::{Client, Operation};
            use specwright_tests::server::{Server, answer};

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

            #[test]
            fn lists_come_in_pages() {
                let json = [("content-type", "application/json")];
                let server = Server::start([
                    answer(200, &json, br#"{"books":[{"isbn":"1"}],"next_cursor":"a/b"}"#),
                    answer(200, &json, br#"{"books":[{"isbn":"2"}],"next_cursor":null}"#),
                ]);
                let client = Client::builder().base_url(server.url()).build().expect("a client");
                let books = list_books(&client).limit(1).items().wait();
                let isbns: Vec<String> = books.map(|book| book.expect("a book").isbn).collect();
                assert_eq!(isbns, ["1", "2"]);
                assert_eq!(server.seen()[1].target, "/v1/books?limit=1&cursor=a%2Fb");
            }
        }
    };
}

mod contract {
    contract!(by_command);
    contract!(by_build_script);
    contract!(by_macro);
    contract!(by_macro_elsewhere);
}

/// What the crate alone can name is there for the crate, and what it leaves unused is no warning.
mod visible_in_crate {
    #![deny(warnings)]

    mod api {
        specwright::generate!("doors/library.yaml", visible_in_crate);
    }

    #[test]
    fn it_is_there() {
        let book: api::Book = serde_json::from_str(r#"{"isbn": "1"}"#).expect("decodes");
        assert_eq!(book.isbn, "1");
    }
}

#[test]
fn a_macro_may_choose_operations_and_leave_functions_out() {
    use by_macro_in_part::*;
    let loan: Loan = serde_json::from_str(r#"{"id": 1, "state": "open"}"#).expect("decodes");
    assert_eq!(loan.state, LoanState::Open);
}
