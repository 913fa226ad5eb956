use http::HeaderValue;

use super::*;

/// A message as the specification, and its reference libraries, have it.
struct Vector {
    secret: &'static str,
    id: &'static str,
    timestamp: &'static str,
    body: &'static str,
    signature: &'static str,
}

const VECTORS: [Vector; 2] = [
    Vector {
        secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
        timestamp: "1614265330",
        body: r#"{"test": 2432232314}"#,
        signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    },
    Vector {
        secret: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
        id: "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
        timestamp: "1649367553",
        body: r#"{"email":"test@example.com","username":"test_user"}"#,
        signature: "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=",
    },
];

impl Vector {
    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(ID, HeaderValue::from_static(self.id));
        headers.insert(TIMESTAMP, HeaderValue::from_static(self.timestamp));
        headers.insert(SIGNATURE, HeaderValue::from_static(self.signature));
        headers
    }

    fn now(&self) -> SystemTime {
        time(self.timestamp).expect("a time")
    }

    fn verified(&self, headers: &HeaderMap) -> Result<Webhook, WebhookError> {
        Verifier::new(self.secret)?.verify_at(headers, self.body, self.now())
    }
}

#[test]
fn what_the_specification_has_is_right_and_is_read() {
    for vector in &VECTORS {
        let webhook = vector.verified(&vector.headers()).expect("right");
        assert_eq!((webhook.id(), webhook.sent()), (vector.id, vector.now()));
        assert_eq!(&webhook.body()[..], vector.body.as_bytes());
        let event: serde_json::Value = webhook.event().expect("JSON");
        assert!(event.is_object());
        assert!(webhook.event::<String>().is_err());
        // The prefix is for people.
        let bare = Verifier::new(&vector.secret[PREFIX.len()..]).expect("a secret");
        assert!(bare.verify_at(&vector.headers(), vector.body, vector.now()).is_ok());
    }
}

#[test]
fn no_byte_of_anything_that_is_signed_can_be_changed() {
    let vector = &VECTORS[0];
    let verifier = Verifier::new(vector.secret).expect("a secret");
    for index in 0..vector.body.len() {
        for bit in 0..8 {
            let mut body = vector.body.as_bytes().to_vec();
            body[index] ^= 1 << bit;
            let found = verifier.verify_at(&vector.headers(), body, vector.now());
            assert_eq!(found.err(), Some(WebhookError::Mismatch), "byte {index}");
        }
    }
    for cut in 0..vector.body.len() {
        let body = &vector.body[..cut];
        assert!(verifier.verify_at(&vector.headers(), body, vector.now()).is_err());
    }
    let mut right = 0;
    for name in [ID, TIMESTAMP, SIGNATURE] {
        let headers = vector.headers();
        let value = headers[name].as_bytes();
        for index in 0..value.len() {
            for byte in 0..=u8::MAX {
                let mut changed = value.to_vec();
                changed[index] = byte;
                let Ok(changed) = HeaderValue::from_bytes(&changed) else { continue };
                let mut headers = headers.clone();
                let is_same = changed.as_bytes() == value;
                headers.insert(name, changed);
                let found = verifier.verify_at(&headers, vector.body, vector.now());
                assert_eq!(found.is_ok(), is_same, "{name} {index} {byte}");
                right += usize::from(found.is_ok());
            }
        }
    }
    assert_eq!(right, vector.id.len() + vector.timestamp.len() + vector.signature.len());
    let key = STANDARD.decode(&vector.secret[PREFIX.len()..]).expect("a key");
    for index in 0..key.len() {
        let mut key = key.clone();
        key[index] ^= 1;
        let other = Verifier::new(&STANDARD.encode(key)).expect("a secret");
        assert!(other.verify_at(&vector.headers(), vector.body, vector.now()).is_err());
    }
}

#[test]
fn five_minutes_either_way_are_new_and_no_second_more() {
    let vector = &VECTORS[0];
    let verifier = Verifier::new(vector.secret).expect("a secret");
    let at = |now: SystemTime| verifier.verify_at(&vector.headers(), vector.body, now).map(|_| ());
    let [edge, beyond] = [300, 301].map(Duration::from_secs);
    assert_eq!((at(vector.now() + edge), at(vector.now() - edge)), (Ok(()), Ok(())));
    assert_eq!(at(vector.now() + beyond), Err(WebhookError::TooOld(beyond)));
    assert_eq!(at(vector.now() - beyond), Err(WebhookError::TooNew(beyond)));
    assert!(matches!(
        verifier.verify(&vector.headers(), vector.body),
        Err(WebhookError::TooOld(_))
    ));
    let lax = Verifier::new(vector.secret).expect("a secret").tolerance(Duration::MAX);
    assert!(lax.verify(&vector.headers(), vector.body).is_ok());
}

#[test]
fn one_of_several_secrets_and_of_several_signatures_is_enough() {
    let vector = &VECTORS[0];
    let other = VECTORS[1].secret;
    for [first, second] in [[other, vector.secret], [vector.secret, other]] {
        let both = Verifier::new(first).and_then(|it| it.or(second)).expect("secrets");
        assert!(both.verify_at(&vector.headers(), vector.body, vector.now()).is_ok());
    }
    let wrong = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,x v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5B= v1,";
    let mut headers = vector.headers();
    headers.insert(SIGNATURE, format!("{wrong}  {}", vector.signature).parse().expect("a header"));
    assert!(vector.verified(&headers).is_ok());
    headers.insert(SIGNATURE, HeaderValue::from_static(wrong));
    assert_eq!(vector.verified(&headers).err(), Some(WebhookError::Mismatch));
    headers.append(SIGNATURE, HeaderValue::from_static(vector.signature));
    assert!(vector.verified(&headers).is_ok());
}

#[test]
fn what_is_wrong_is_told_and_no_secret_is() {
    let vector = &VECTORS[0];
    for name in [ID, TIMESTAMP, SIGNATURE] {
        let mut headers = vector.headers();
        headers.remove(name);
        assert_eq!(vector.verified(&headers).err(), Some(WebhookError::Missing(name)));
        for odd in ["", "\u{e9}"] {
            let odd = HeaderValue::from_bytes(odd.as_bytes()).expect("a value");
            headers.insert(name, odd);
            assert_eq!(vector.verified(&headers).err(), Some(WebhookError::Malformed(name)));
        }
    }
    let mut headers = vector.headers();
    headers.append(ID, HeaderValue::from_static("msg_2"));
    assert_eq!(vector.verified(&headers).err(), Some(WebhookError::Malformed(ID)));
    for odd in ["+1614265330", " 1614265330", "1614265330.0", "99999999999999999999", "-1"] {
        let mut headers = vector.headers();
        headers.insert(TIMESTAMP, odd.parse().expect("a value"));
        assert_eq!(
            vector.verified(&headers).err(),
            Some(WebhookError::Malformed(TIMESTAMP)),
            "{odd}"
        );
    }
    for odd in ["", "whsec_", "whsec_no Base64!", "whsec_whsec_AAAA"] {
        let error = Verifier::new(odd).expect_err(odd);
        assert_eq!(error, WebhookError::Secret);
        assert!(odd.is_empty() || odd == PREFIX || !error.to_string().contains(odd), "{error}");
    }
    let verifier = Verifier::new(vector.secret).expect("a secret");
    assert_eq!(format!("{verifier:?}"), "Verifier { secrets: 1, tolerance: 300s }");
    let webhook = vector.verified(&vector.headers()).expect("right");
    assert!(!format!("{webhook:?}").contains("2432232314"));
}
