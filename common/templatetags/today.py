"""``{% panel panel %}``: a card of Today, or of a person's page, that an app renders itself."""

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def panel(context, panel):
    """Render the panel's template with the page's context and, on top of it, its own."""
    with context.push(**panel.context):
        return context.template.engine.get_template(panel.template).render(context)
