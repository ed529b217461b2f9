//! What the command line refuses, and what it imports: exit code, standard output and error of each.

use std::fs;
use std::path::Path;
use std::process::Command;

const SAMPLE: &str = "saves/programme-352-plf-2021.ron";

/// Arguments of each run, in a folder that holds `pap.ron` (the sample), `list.csv`, `cells.tsv`, `broken.ron` and `published.txt`.
const RUNS: [&str; 52] = [
    "show",
    "show none.ron",
    "show broken.ron",
    "show pap.ron --table none",
    "show pap.ron --format none",
    "set pap.ron plf/01/31/ae=1.000",
    "set pap.ron plf/01/31/ae=12,5",
    "set pap.ron plf/01/31/ae=abc",
    "set pap.ron plf/01/31/ae",
    "set pap.ron plf/01/99/ae=1",
    "set pap.ron plf/03/31/ae=1",
    "set pap.ron plf/01/total/ae=1",
    "set pap.ron action/01/share=1",
    "set pap.ron keys/2021=1",
    "set pap.ron variation/ae=1",
    "set pap.ron outstanding/computed=1",
    "set pap.ron none/01=1",
    "set pap.ron indicator/9.9/label=x",
    "set pap.ron indicator/1.1/2030/target=1",
    "set pap.ron indicator/1.1/2021/forecast=peut-être",
    "set pap.ron indicator/1.1/2021/forecast=1.000",
    "set pap.ron programme/number=0",
    "set pap.ron action/05/label=",
    "set pap.ron objective/7/label=x",
    "set pap.ron plf/01/31/ae==1/3",
    "set pap.ron plf/01/31/ae==A1+3",
    "set pap.ron plf/01/31/ae=1 plf/01/31/ae=2",
    "set pap.ron 363:plf/01/31/ae=1",
    "set pap.ron --spread proportional plf/total/total/ae=-1",
    "set pap.ron --spread on:plf/01/31/ae plf/02/total/ae=1",
    "set pap.ron --from none.tsv",
    "set pap.ron --from cells.tsv",
    "set . plf/01/31/ae=1",
    "check none.ron",
    "check pap.ron",
    "check pap.ron --format json",
    "rollover pap.ron -o pap.ron",
    "rollover none.ron -o next.ron",
    "rollover pap.ron -o next.ron",
    "new --programme 0 --name x --year 2021 -o new.ron",
    "new --programme 363 --name x --year 1999 -o new.ron",
    "new --programme 363 --name x --year 2021 -o pap.ron",
    "export pap.ron -o out.none",
    "export pap.ron -o pap.ron",
    "export pap.ron --chart none -o out.svg",
    "export pap.ron --part NONE -o out.html",
    "export pap.ron --chart credits --size 1x1 -o out.png",
    "import list.csv",
    "import list.csv --programme 352",
    "import published.txt --programme 352 -o imported.ron",
    "import pap.ron",
    "import none.csv",
];

pub fn all(put: &mut dyn FnMut(&str, Vec<u8>)) {
    let folder = tempfile::tempdir().expect("a folder");
    for arguments in RUNS {
        laid_out(folder.path());
        for lang in ["fr_FR.UTF-8", "en_GB.UTF-8"] {
            let run = Command::new(env!("CARGO_BIN_EXE_papier"))
                .args(arguments.split(' '))
                .current_dir(folder.path())
                .env_clear()
                .env("LANG", lang)
                .env("XDG_STATE_HOME", folder.path().join("state"))
                .output()
                .expect("the program runs");
            let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(&folder.path().display().to_string(), "FOLDER");
            let text = format!("papier {arguments}\n{:?}\n{}--\n{}", run.status.code(), said(&run.stdout), said(&run.stderr));
            let name = arguments.replace(|c: char| !c.is_alphanumeric() && c != '.', "-");
            put(&format!("{}/{name}", lang.get(..2).unwrap_or_default()), text.into_bytes());
        }
    }
}

fn laid_out(folder: &Path) {
    let sample = fs::read_to_string(SAMPLE).expect("the sample");
    let half: String = sample.lines().take(60).map(|line| format!("{line}\n")).collect();
    let list = "exercice;loi;programme;libelle_programme;action;libelle_action;categorie;ae;cp\n\
                2021;PLF;352;Innovation;01;Fonds;31;7 300 000;7300000\n\
                2021;PLF;352;Innovation;02;Soutien;99;1;1\n\
                2021;PLFR;352;Innovation;02;Soutien;31;1;1\n\
                2021;PLF;352;Innovation;02;Soutien;31;1,5;x\n";
    for (name, content) in [
        ("pap.ron", sample.as_str()),
        ("broken.ron", half.as_str()),
        ("list.csv", list),
        ("cells.tsv", "plf/01/31/ae\t1\nplf/01/31/cp\tabc\nnone\t1\n"),
        ("published.txt", include_str!("../published/pap-352-plf-2021.txt")),
    ] {
        fs::write(folder.join(name), content).expect("a file of the folder");
    }
    for name in ["next.ron", "imported.ron", "new.ron"] {
        drop(fs::remove_file(folder.join(name)));
    }
}
