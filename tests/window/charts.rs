//! A chart that has the keyboard is read figure by figure, leads to its cells, and brings its data into sight.

use super::*;

#[test]
fn arrows_read_the_figures_of_a_chart_and_enter_goes_to_the_cell() {
    let mut window = Window::on_the_sample();
    window.goes_to("chart/titles/title").presses("Right").says("lfi/total/2/ae").says("LFI 2020").says("1,5 M€");
    window.presses("Right").says("plf/total/2/ae").says("PLF 2021").presses("Left").says("lfi/total/2/ae");
    window.presses("Right Enter").is_on([AE, "Total", STAFF]);
}

#[test]
fn a_chart_in_another_order_says_the_same() {
    let mut window = Window::on_the_sample();
    window.goes_to("chart/waterfall-actions-ae/title").presses("Right Right").says("plf/01/total/ae");
    // Action 02 gains 3,3 M€, more than action 01 loses.
    window.presses("S S").presses("Left Left Left Left Right").says("plf/02/total/ae");
}

#[test]
fn who_says_what_is_better_chooses_it_on_the_page() {
    let mut window = Window::on_the_sample();
    window.goes_to("indicator/1.1/2021/forecast").says("sens non donné").clicks("plus haut");
    window.presses("Ctrl+S").says("Enregistré à");
    assert!(window.file().contains("word: Higher"), "{}", window.file());
}
