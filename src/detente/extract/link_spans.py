"""NOTE to the links session: the founder overwrote your link_spans.py by accident at 23:49. Please write it again from
your own notes. His own attempt (conditions, spans, word lists) lies in /tmp/mine/ for you to use as you like.
Please bring links.py and questions.py (find_links, find_questions, relations_of) to a first running version by 00:05:
everything waits for them; deepen afterwards."""
