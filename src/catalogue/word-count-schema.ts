/** Blanks and line breaks part words; a script that has next to none is read at two characters a word. */
const count = (text: string) => {
  const inOneLine = `replace(${text}, char(10) || char(10), ' ')`;
  const parts = `length(${inOneLine}) - length(replace(replace(${inOneLine}, ' ', ''), char(10), '')) + 1`;
  return `CASE WHEN (${parts}) * 12 < length(${text}) THEN length(${text}) / 2 ELSE ${parts} END`;
};

/**
 * How many words each text has, counted once when it is kept: in a table of its own, for whoever lists entries would read
 * through the texts to a column behind them.
 */
export const wordCountSchema = `
  CREATE TABLE word_count (text_id INTEGER PRIMARY KEY, words INTEGER NOT NULL) STRICT;
  CREATE TRIGGER count_words AFTER INSERT ON article_text BEGIN
    INSERT INTO word_count (text_id, words) VALUES (new.id, ${count('new.text')});
  END;
  INSERT INTO word_count (text_id, words) SELECT id, ${count('text')} FROM article_text;
`;
