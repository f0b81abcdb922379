"""Keeps the sites of a CDN in certificates: applies for one, proves the domain by a DNS record, and sets what was issued."""
