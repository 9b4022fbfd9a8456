//! The body of a request, piece by piece: inflated where it is compressed, never more than a limit.

use std::future::poll_fn;
use std::io::Write as _;
use std::pin::Pin;
use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::body::{BodyStream, MessageBody as _};
use actix_web::http::header;
use actix_web::web::{Bytes, Payload};
use flate2::write::GzDecoder;

use super::answer::{Refusal, refuse};

/// How long a client may send nothing.
const PATIENCE: Duration = Duration::from_secs(120);
/// Compressed bytes that are inflated at once: a thousand times as much may come out.
const SLICE: usize = 4096;

/// A body that is read.
pub(crate) struct Body {
    raw: Pin<Box<BodyStream<Payload>>>,
    gzip: Option<GzDecoder<Vec<u8>>>,
    /// Compressed bytes that were not inflated yet.
    pending: Bytes,
    /// Bytes that may still come, inflated.
    left: u64,
    is_over: bool,
}

impl Body {
    /// A body of at most `limit` bytes, also after inflating.
    pub(crate) fn new(request: &HttpRequest, payload: Payload, limit: u64) -> Result<Self, Refusal> {
        let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
        let length = header(header::CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok());
        if length.is_some_and(|length| length > limit) {
            return Err(too_large(limit));
        }
        let gzip = match header(header::CONTENT_ENCODING) {
            None | Some("identity") => None,
            Some("gzip" | "x-gzip") => Some(GzDecoder::new(Vec::new())),
            Some(_) => return Err(refuse(415, "a body may be compressed with gzip only")),
        };
        Ok(Self {
            raw: Box::pin(BodyStream::new(payload)),
            gzip,
            pending: Bytes::new(),
            left: limit,
            is_over: false,
        })
    }

    /// The next piece; none at the end.
    pub(super) async fn next(&mut self) -> Result<Option<Bytes>, Refusal> {
        while !self.is_over {
            let Some(decoder) = &mut self.gzip else {
                let piece = self.raw().await?;
                self.is_over = piece.is_none();
                return piece.map(|piece| self.counted(piece)).transpose();
            };
            let slice = self.pending.split_to(self.pending.len().min(SLICE));
            let inflated = decoder.write_all(&slice).and_then(|()| decoder.flush());
            inflated.map_err(|_| refuse(400, "the body is not what gzip makes"))?;
            let piece = std::mem::take(decoder.get_mut());
            if !piece.is_empty() {
                return self.counted(piece.into()).map(Some);
            }
            if self.pending.is_empty() {
                match self.raw().await? {
                    Some(piece) => self.pending = piece,
                    None => return self.end_of_gzip(),
                }
            }
        }
        Ok(None)
    }

    /// All of it.
    pub(crate) async fn whole(mut self) -> Result<Vec<u8>, Refusal> {
        let mut bytes = Vec::new();
        while let Some(piece) = self.next().await? {
            bytes.extend_from_slice(&piece);
        }
        Ok(bytes)
    }

    fn end_of_gzip(&mut self) -> Result<Option<Bytes>, Refusal> {
        let is_whole = self.gzip.take().is_none_or(|mut decoder| decoder.try_finish().is_ok());
        self.is_over = true;
        // What was inflated has been handed out: the decoder was flushed.
        if is_whole { Ok(None) } else { Err(refuse(400, "the body is cut off")) }
    }

    async fn raw(&mut self) -> Result<Option<Bytes>, Refusal> {
        let piece = poll_fn(|context| self.raw.as_mut().poll_next(context));
        let piece = tokio::time::timeout(PATIENCE, piece).await;
        let piece = piece.map_err(|_| refuse(408, "the body did not come"))?;
        piece.transpose().map_err(|_| refuse(400, "the body broke off"))
    }

    fn counted(&mut self, piece: Bytes) -> Result<Bytes, Refusal> {
        let limit = self.left;
        self.left = self.left.checked_sub(piece.len() as u64).ok_or_else(|| too_large(limit))?;
        Ok(piece)
    }
}

fn too_large(limit: u64) -> Refusal {
    refuse(413, &format!("the body is too large; more than {} MiB is not taken", limit >> 20))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use actix_web::test::TestRequest;
    use actix_web::{FromRequest as _, ResponseError as _};
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    const LIMIT: u64 = 200_000;

    /// What is read, or the status of the refusal.
    async fn read(encoding: &'static str, sent: Vec<u8>) -> Result<Vec<u8>, u16> {
        let request =
            TestRequest::post().insert_header((header::CONTENT_ENCODING, encoding)).set_payload(sent);
        let (request, mut payload) = request.to_http_parts();
        let payload = Payload::from_request(&request, &mut payload).await.unwrap();
        let status = |refused: Refusal| refused.status_code().as_u16();
        Body::new(&request, payload, LIMIT).map_err(status)?.whole().await.map_err(status)
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[actix_web::test]
    async fn bodies_are_inflated_up_to_the_limit() {
        let text: Vec<u8> = (0..LIMIT).map(|n| ((n * n) >> 7) as u8).collect();
        for size in [0, 1, 5000, 70_000, text.len()] {
            let text = &text[..size];
            assert_eq!(read("identity", text.to_vec()).await.as_deref(), Ok(text));
            assert_eq!(read("gzip", gzip(text)).await.as_deref(), Ok(text), "{size}");
            assert_eq!(read("x-gzip", gzip(text)).await.as_deref(), Ok(text));
        }
        let large = vec![0; LIMIT as usize + 1];
        assert_eq!(read("gzip", gzip(&large)).await, Err(413));
        assert_eq!(read("identity", large).await, Err(413));
        // 10 MiB in a hundredth of a MiB.
        assert_eq!(read("gzip", gzip(&vec![0; 10 << 20])).await, Err(413));
    }

    #[actix_web::test]
    async fn damaged_bodies_are_refused() {
        let good = gzip(b"some text, some text");
        for cut in [0, 1, 12, good.len() - 1] {
            assert_eq!(read("gzip", good[..cut].to_vec()).await, Err(400), "{cut}");
        }
        assert_eq!(read("gzip", b"no gzip at all, not a bit".to_vec()).await, Err(400));
        assert_eq!(read("gzip", [good.as_slice(), b"more"].concat()).await, Err(400));
        assert_eq!(read("deflate", good).await, Err(415));
    }
}
