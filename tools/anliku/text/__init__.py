"""Chinese text: normalise, segment (jieba), pinyin, and the label matcher."""
