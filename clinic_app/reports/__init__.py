"""From a case file to a printed page; the only place that knows reportlab and HarfBuzz."""
