-- Text that people read sorts as in a dictionary (Ґ after Г, Є after Е, І after И), in Ukrainian, Russian and Latin
-- letters. The database's own order is that of code points, whatever it was made with.
CREATE COLLATION IF NOT EXISTS human_text (provider = icu, locale = 'uk');
