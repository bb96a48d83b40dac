// Loads a page again while something is under way; without scripts the page does so itself.
setTimeout(() => location.reload(), 1_500);
