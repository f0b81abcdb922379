"""Keeps who is on call in CloudMonitor, and the certificates of their sites from expiring."""
