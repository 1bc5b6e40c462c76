fn main() {
    println!("motjuste");
}
