//! Makes the folder that GraphiQL is embedded from, so that a build works before `make web` ran. The
//! server then says so at `/graphiql`.

fn main() -> std::io::Result<()> {
    let bundle = "../../web/dist/graphiql";
    std::fs::create_dir_all(bundle)?;
    println!("cargo::rerun-if-changed={bundle}");
    println!("cargo::rerun-if-changed=../../templates/pages");
    Ok(())
}
