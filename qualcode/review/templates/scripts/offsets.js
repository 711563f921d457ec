// Offsets of the study count characters, those of the browser count halves of some. Only here
// one becomes the other.

class Offsets {
  /** `wide` are the characters of the text that the browser counts twice, such as 🙂. */
  constructor(text) {
    this.text = text;
    this.wide = [];
    let point = 0;
    for (const character of text) {
      if (character.length === 2) this.wide.push(point);
      point += 1;
    }
    this.length = point;
  }

  /** Turn an offset of the study into one of the browser. */
  units(point) {
    return point + countBelow(this.wide, (position) => position < point);
  }

  /** Turn an offset of the browser into one of the study; inside a character: where it starts. */
  points(unit) {
    return unit - countBelow(this.wide, (position, number) => position + number < unit);
  }

  slice(start, stop) {
    return this.text.slice(this.units(Math.max(start, 0)), this.units(Math.min(stop, this.length)));
  }
}

/** Return how many members of a row pass; those that pass stand before all others. */
function countBelow(row, passes) {
  let low = 0;
  let high = row.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(row[middle], middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
