"""Points, rules, documents, warnings and changes said in sentences, for every face alike."""
