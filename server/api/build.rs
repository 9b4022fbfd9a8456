//! Makes the folders that the web application and GraphiQL are embedded from, so that a build works before
//! `make web` ran. The server then says so at `/app/` and `/graphiql`.

fn main() -> std::io::Result<()> {
    for bundle in ["../../web/dist/app", "../../web/dist/graphiql"] {
        std::fs::create_dir_all(bundle)?;
        println!("cargo::rerun-if-changed={bundle}");
    }
    println!("cargo::rerun-if-changed=../../templates/pages");
    Ok(())
}
