"""``Document`` + `Style` + `Metrics` → ``Pages``: where everything sits."""
