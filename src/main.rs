fn main() { println!("motjuste"); }
