"""The service: the detector behind HTTP, pages to look at articles, and a queue to label them.

What `detector serve` runs; its packages are the extra `serve`. `app.create_app` puts it together:
`api` answers programs, `pages` people, and both have their scoring done by `scoring`.
"""
