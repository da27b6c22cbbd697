"""What the centre answers over HTTPS: one module a subject, put together by `app.build`."""
