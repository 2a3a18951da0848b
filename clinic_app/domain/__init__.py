"""What the clinic talks about: records and rules that know neither screen nor table nor language."""
