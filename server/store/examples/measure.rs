//! x
use archweave_store::*;
use std::time::Instant;
#[global_allocator]
static G: mimalloc::MiMalloc = mimalloc::MiMalloc;
fn cpu() -> f64 {
    let s = std::fs::read_to_string("/proc/self/stat").unwrap();
    let f: Vec<&str> = s.rsplit_once(')').unwrap().1.split_whitespace().collect();
    (f[11].parse::<f64>().unwrap() + f[12].parse::<f64>().unwrap()) / 100.0
}
fn timed<T>(name: &str, f: impl FnOnce() -> T) -> T {
    let (c, t) = (cpu(), Instant::now());
    let out = f();
    println!("{name}: cpu {:.2}s wall {:.3}s", cpu() - c, t.elapsed().as_secs_f64());
    out
}
fn main() {
    let store = Repository::open(std::env::args().nth(1).unwrap()).unwrap();
    let rev = store.head().unwrap();
    let l = timed("load", || store.load(rev).unwrap());
    let model = timed("to_model", || l.snapshot.to_model());
    let main = BranchName::parse("main").unwrap();
    let sig = Signature { name: "a".into(), email: "a".into(), time: Time::now() };
    let p = std::env::args().nth(2);
    if let Some(p) = p {
        let other = Repository::init_bare(&p).unwrap();
        timed("commit_model", || other.commit_model(&main, None, &model, &sig, "x").unwrap());
        let file = l.snapshot.paths().nth(500).unwrap().to_owned();
        let text = store.blob(rev, &file).unwrap();
        let mut at = rev;
        timed("50 commits", || {
            for i in 0..50 {
                let mut t = text.clone();
                t.extend_from_slice(format!("# {i} {}\n", sig.time.seconds).as_bytes());
                at = store
                    .commit(
                        &main,
                        Some(at),
                        vec![FileWrite { path: file.clone(), bytes: Some(t) }],
                        &sig,
                        "x",
                    )
                    .unwrap()
                    .revision();
            }
        });
        timed("advance", || store.advance(&l, at).unwrap());
        timed("history_of", || store.history_of(at, &file, 1000, None).unwrap());
        timed("resolve", || {
            for _ in 0..1000 {
                store.head().unwrap();
            }
        });
    }
    std::process::exit(0)
}
