//! What git writes, sent to the client as fast as the client takes it and no faster.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;
use tokio::io::{AsyncRead as _, AsyncReadExt as _, ReadBuf};
use tokio::process::ChildStdout;

use super::child::{Leash, Running};
use super::queue::Place;

/// Bytes that are read at once: what a pipe holds.
const PIECE: usize = 64 << 10;

/// A body that git is writing. When the client goes away, it is dropped and git is stopped.
pub(super) struct Output {
    first: Option<Bytes>,
    stdout: ChildStdout,
    buffer: Box<[u8]>,
    leash: Leash,
    _place: Place,
}

impl Output {
    /// Waits until git has something to say, and puts `head` before it; none if it ends without a
    /// word.
    pub(super) async fn begin(running: &mut Running, head: &[u8]) -> io::Result<Option<Beginning>> {
        let Some(mut stdout) = running.stdout.take() else { return Ok(None) };
        let mut buffer = vec![0; PIECE].into_boxed_slice();
        let length = stdout.read(&mut buffer).await?;
        let first = [head, &buffer[..length]].concat().into();
        Ok((length > 0).then_some(Beginning { first, stdout, buffer }))
    }

    /// The rest of it.
    pub(super) fn of(beginning: Beginning, leash: Leash, place: Place) -> Self {
        let Beginning { first, stdout, buffer } = beginning;
        Self { first: Some(first), stdout, buffer, leash, _place: place }
    }
}

/// The first words of git.
pub(super) struct Beginning {
    first: Bytes,
    stdout: ChildStdout,
    buffer: Box<[u8]>,
}

impl MessageBody for Output {
    type Error = io::Error;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        self.leash.beat();
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(first)));
        }
        let Self { stdout, buffer, .. } = &mut *self;
        let mut buffer = ReadBuf::new(buffer);
        let read = ready!(Pin::new(stdout).poll_read(context, &mut buffer));
        Poll::Ready(match (read, buffer.filled()) {
            (Err(error), _) => Some(Err(error)),
            (Ok(()), []) => None,
            (Ok(()), bytes) => Some(Ok(Bytes::copy_from_slice(bytes))),
        })
    }
}
